import { Button } from '@mantine/core';
import type { Dataset } from '../../../contract/datasets.ts';
import { worldRecipe } from '../../../core/world/recipe.ts';
import { useLogs } from '../../data/tuning.ts';
import { useFirstItems, useWorldCard } from '../../data/worlds.ts';
import { addressOf } from '../../shell/address.ts';
import { FullWorld } from '../../shell/full-world.tsx';
import { hashHref } from '../../shell/hash-location.ts';
import { Figures } from '../../ui/figures.tsx';
import { formatCount, formatDay } from '../../ui/format.ts';
import { Loaded } from '../../ui/loaded.tsx';
import { Panel } from '../../ui/panel.tsx';
import { PictureStrip } from '../../ui/picture-strip.tsx';
import { Screen } from '../../ui/screen.tsx';
import { ScreenHeader } from '../../ui/screen-header.tsx';
import { ErrorState, TooLittleState } from '../../ui/states.tsx';
import { BaseRates } from './base-rates.tsx';
import { ExplainedPanel } from './explained-panel.tsx';
import { GridPanel } from './grid-panel.tsx';
import { LogsPanel } from './logs-panel.tsx';
import { PeoplePanel } from './people-panel.tsx';
import { PlantedPanel, ProductionPanel } from './planted-panels.tsx';
import { StoryList } from './story-list.tsx';
import classes from './world.module.css';

/** Tiles asked for; what the window has no room for is cut off. */
const tiles = 48;

/** A page an operator can read before trusting a number: who lives in this world, what is planted, what a request brings, where to look first. */
export function WorldCardView({ dataset, bundle }: { readonly dataset: Dataset; readonly bundle: string | undefined }) {
  const { world } = dataset;
  const card = useWorldCard(world === undefined ? undefined : dataset.name);
  const logs = useLogs(dataset.name);
  const items = useFirstItems(dataset.name, Math.min(tiles, dataset.items));
  const recipe = world === undefined ? undefined : worldRecipe(world.preset);
  return (
    <Screen className={classes['screen']}>
      <ScreenHeader
        title="World card"
        actions={
          <>
            <Button component="a" variant="default" href={hashHref('/verify')}>
              Verify
            </Button>
            <Button component="a" variant="default" href={hashHref(addressOf('/replay', { dataset: dataset.name, bundle }))}>
              Replay its users
            </Button>
            <Button component="a" href={hashHref(addressOf('/tuning', { dataset: dataset.name }))}>
              Tune on its log
            </Button>
          </>
        }
      >
        <strong>{dataset.name}</strong>: {world === undefined ? 'a simulated population' : `preset ${world.preset}, seed ${world.seed}`},
        hash{' '}
        <span className="data" title={dataset.hash}>
          {dataset.hash.slice(0, 12)}
        </span>
      </ScreenHeader>
      <Panel title="Who lives here" note={days(dataset)} actions={world === undefined ? undefined : <FullWorld seed={world.seed} />}>
        <div className={classes['who']}>
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
          {items.isError ? (
            <ErrorState title="The items were not read" error={items.error} onRetry={() => void items.refetch()} />
          ) : (
            <PictureStrip items={items.data} count={tiles} label={`Some items of ${dataset.name}`} />
          )}
        </div>
      </Panel>
      {world === undefined || world.stories.length === 0 ? undefined : (
        <StoryList dataset={dataset} stories={world.stories} bundle={bundle} />
      )}
      <div className={classes['card']}>
        <div className={classes['column']}>
          {world === undefined ? (
            <TooLittleState
              title="This world has no card"
              reason="An earlier release made it. Create it again, with the same preset and seed, to have its rates and plants measured."
            />
          ) : (
            <Loaded query={card} failed="The card was not read" rows={10} label="Reading the card">
              {({ rates, level, atMostOneSave }) =>
                [...new Set(rates.map((rate) => rate.log))].map((log) => (
                  <BaseRates
                    key={log}
                    log={log}
                    level={level}
                    rates={rates.filter((rate) => rate.log === log)}
                    {...(log === 'exploration' ? { atMostOneSave } : {})}
                  />
                ))
              }
            </Loaded>
          )}
          <Loaded query={logs} failed="The log was not read" rows={10} label="Measuring the log">
            {(described) => described.map((log) => <GridPanel key={log.log} log={log} />)}
          </Loaded>
        </div>
        <div className={classes['column']}>
          {card.data === undefined || recipe === undefined ? undefined : (
            <>
              <PeoplePanel cohorts={card.data.cohorts} recipe={recipe} />
              <ExplainedPanel explained={card.data.explained} />
            </>
          )}
          <LogsPanel dataset={dataset} />
          {recipe === undefined ? undefined : <ProductionPanel recipe={recipe} />}
        </div>
      </div>
      {card.data === undefined ? undefined : <PlantedPanel planted={card.data.planted} />}
    </Screen>
  );
}

function days({ firstAtMs, lastAtMs }: Dataset): string | undefined {
  return firstAtMs === undefined || lastAtMs === undefined ? undefined : `${formatDay(firstAtMs)} to ${formatDay(lastAtMs)}, UTC`;
}
