import { Button } from '@mantine/core';
import { IconWorld } from '@tabler/icons-react';
import type { Dataset } from '../../../contract/datasets.ts';
import type { WorldResult } from '../../../contract/worlds.ts';
import { worldRecipe } from '../../../core/world/recipe.ts';
import { useJobs } from '../../data/jobs.ts';
import { useLogs } from '../../data/tuning.ts';
import { addressOf } from '../../shell/address.ts';
import { hashHref } from '../../shell/hash-location.ts';
import { useSelection } from '../../shell/selection.ts';
import { Figures } from '../../ui/figures.tsx';
import { formatCount, formatDay } from '../../ui/format.ts';
import { Panel } from '../../ui/panel.tsx';
import { ScreenHeader } from '../../ui/screen-header.tsx';
import { EmptyState, ErrorState, LoadingState, TooLittleState } from '../../ui/states.tsx';
import { BaseRates } from './base-rates.tsx';
import { GridPanel } from './grid-panel.tsx';
import { PlantedPanels } from './planted-panels.tsx';
import classes from './world.module.css';

/** The card of a world: who lives here, what is planted, what a request brings. */
export function WorldScreen() {
  const { dataset, datasets, isLoading, chooseDataset } = useSelection();
  if (isLoading) return <LoadingState rows={12} label="Loading datasets" />;
  if (dataset?.format === 'world') return <WorldCard dataset={dataset} />;
  return (
    <>
      <ScreenHeader title="World card" />
      <EmptyState
        icon={IconWorld}
        title={dataset === undefined ? 'No dataset is loaded' : `${dataset.name} is no world`}
        action={
          <>
            {datasets
              .filter((entry) => entry.format === 'world')
              .map((entry) => (
                <Button key={entry.name} variant="default" onClick={() => chooseDataset(entry.name)}>
                  Open {entry.name}
                </Button>
              ))}
            <Button component="a" href={hashHref('/create-world')}>
              Create a world
            </Button>
          </>
        }
      >
        The card says what is planted in a simulated population. Data of real people has no planted truth.
      </EmptyState>
    </>
  );
}

function WorldCard({ dataset }: { readonly dataset: Dataset }) {
  const logs = useLogs(dataset.name);
  const jobs = useJobs();
  const made = jobs.data
    ?.filter((job) => job.kind === 'world' && job.state === 'done')
    .map((job) => job.result as WorldResult)
    .find((result) => result.dataset === dataset.name && result.hash === dataset.hash);
  const recipe = made === undefined ? undefined : worldRecipe(made.preset);
  return (
    <div className={classes['screen']}>
      <ScreenHeader
        title="World card"
        actions={
          <>
            <Button component="a" variant="default" href={hashHref(addressOf('/replay', { dataset: dataset.name }))}>
              Replay its users
            </Button>
            <Button component="a" href={hashHref(addressOf('/tuning', { dataset: dataset.name }))}>
              Tune on its log
            </Button>
          </>
        }
      >
        <strong>{dataset.name}</strong> {made === undefined ? 'a simulated population' : `preset ${made.preset}, seed ${made.seed}`}, hash{' '}
        <span className="data">{dataset.hash.slice(0, 12)}</span>
      </ScreenHeader>
      <Panel title="Who lives here" note={days(dataset)}>
        <Figures
          figures={[
            { label: 'Users', value: formatCount(dataset.users) },
            { label: 'Items', value: formatCount(dataset.items) },
            { label: 'Sessions', value: formatCount(dataset.sessions) },
            { label: 'Events', value: formatCount(dataset.events) },
            { label: 'Logged requests', value: formatCount(dataset.requests) },
            ...dataset.actions
              .filter((action) => action.positive)
              .map((action) => ({ label: `${action.name} events`, value: formatCount(action.events) })),
          ]}
        />
      </Panel>
      <div className={classes['card']}>
        <div className={classes['column']}>
          {logs.isError ? (
            <ErrorState title="The log was not read" error={logs.error} onRetry={() => void logs.refetch()} />
          ) : logs.data === undefined ? (
            <LoadingState rows={10} label="Measuring the log" />
          ) : (
            logs.data.map((log) => (
              <div key={log.log} className={classes['column']}>
                <GridPanel log={log} />
                <BaseRates log={log} />
              </div>
            ))
          )}
        </div>
        <div className={classes['column']}>
          {recipe === undefined ? (
            <TooLittleState
              title="Its recipe is not known here"
              reason="The job that made this world is not in this workspace, so its preset cannot be told. Create it here to see what is planted."
            />
          ) : (
            <PlantedPanels recipe={recipe} />
          )}
        </div>
      </div>
    </div>
  );
}

function days({ firstAtMs, lastAtMs }: Dataset): string | undefined {
  return firstAtMs === undefined || lastAtMs === undefined ? undefined : `${formatDay(firstAtMs)} to ${formatDay(lastAtMs)}, UTC`;
}
