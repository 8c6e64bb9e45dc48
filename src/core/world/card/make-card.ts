import { stateColumns } from '../log-columns.ts';
import { outcomes } from '../outcomes.ts';
import { tasteCohorts } from '../population.ts';
import type { WorldRecipe } from '../recipe.ts';
import { activityCohorts } from '../request-history.ts';
import type { LogCensus } from './log-census.ts';
import { heldOutRSquared } from './moments.ts';
import { plantedIn } from './planted.ts';
import { rateLevel } from './rate-meter.ts';
import type { BaseRate, WorldCard } from './world-card.ts';

/** The card of a world from what was counted while its logs were made. */
export function makeCard(recipe: WorldRecipe, census: LogCensus, rates: readonly BaseRate[]): WorldCard {
  const { learned, heldOut } = census;
  const rSquared = heldOutRSquared(learned, heldOut);
  return {
    level: rateLevel,
    rates,
    atMostOneSave: census.atMostOneSave / census.rows,
    cohorts: {
      tastes: tasteCohorts,
      activities: activityCohorts,
      requests: tasteCohorts.map((_, taste) =>
        Array.from(census.cohorts.subarray(taste * activityCohorts.length, (taste + 1) * activityCohorts.length)),
      ),
    },
    explained: {
      outcomes: outcomes.map((outcome, index) => {
        const value = rSquared[index];
        return { outcome, ...(value === undefined ? {} : { rSquared: value }) };
      }),
      learnedRows: learned.rows,
      heldOutRows: heldOut.rows,
      state: stateColumns.map(({ name }) => name),
    },
    planted: plantedIn(recipe),
  };
}
