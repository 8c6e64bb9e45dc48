import { Button } from '@mantine/core';
import { IconWorld } from '@tabler/icons-react';
import { useJobs } from '../../data/jobs.ts';
import { addressOf } from '../../shell/address.ts';
import { hashHref } from '../../shell/hash-location.ts';
import { useSelection } from '../../shell/selection.ts';
import { ScreenHeader } from '../../ui/screen-header.tsx';
import { EmptyState, LoadingState } from '../../ui/states.tsx';
import { WorldCardView } from './world-card.tsx';

/** The card of a world: who lives here, what is planted, what a request brings. */
export function WorldScreen() {
  const { dataset, bundle, datasets, isLoading, chooseDataset } = useSelection();
  const making = useJobs().data?.find((job) => job.kind === 'world' && job.state === 'running');
  if (isLoading) return <LoadingState rows={12} label="Loading datasets" />;
  if (dataset?.format === 'world') return <WorldCardView dataset={dataset} bundle={bundle?.name} />;
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
            {making === undefined ? undefined : (
              <Button component="a" variant="default" href={hashHref(addressOf('/create-world', { job: making.id }))}>
                See the world that is being made
              </Button>
            )}
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
