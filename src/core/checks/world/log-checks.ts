import { mean } from '../../statistics/sum.ts';
import { gridActions, productionAction } from '../../world/grid.ts';
import { outcomeCount, outcomes } from '../../world/outcomes.ts';
import { Truth } from '../../world/truth.ts';
import type { Measured } from '../check.ts';
import type { CheckDefinition } from '../check-definition.ts';
import { demoRecipe } from './world-check.ts';
import type { LoggedSample } from './logged-sample.ts';
import type { Subject } from './world-shelf.ts';

/** Largest distance from 0 in standard errors that chance gives once in some thousand times. */
const mostErrors = 3.7;
/** The control is so far off that a tenth of the rows shows it. */
const controlEvery = 10;

/** What holds the log to the world that made it. The control is the same log read wrongly. */
export const logChecks: readonly CheckDefinition[] = [
  {
    batch: 'data',
    claim: {
      name: 'propensities',
      area: 'world',
      claim: 'The logged propensities are right: for three target policies the mean weight of the log is 1.',
      bound: { most: mostErrors },
      unit: 'standard errors',
      control: { name: 'the propensity of the exploration alone, as if production had no arm of its own', bound: { least: 5 } },
    },
    *measure(shelf) {
      return propensityErrors(yield* shelf.subject(demoRecipe).logged(), productionAction(demoRecipe), demoRecipe.ranker.control);
    },
  },
  {
    batch: 'data',
    claim: {
      name: 'exact-rewards',
      area: 'world',
      claim: 'The exact expected rewards are those that users give: logged means agree with them in every outcome.',
      bound: { most: mostErrors },
      unit: 'standard errors',
      control: { name: 'rewards as if users looked at every position alike', bound: { least: 5 } },
    },
    measure: (shelf) => rewardErrors(shelf.subject(demoRecipe)),
  },
];

/** Largest |mean weight - 1| in standard errors over the uniform policy, production and the first arm. */
export function propensityErrors(log: LoggedSample, production: number, controlShare: number): Measured {
  const errors = (probability: (action: number) => number, propensity: (row: number) => number) =>
    inErrors(Float64Array.from({ length: log.rows }, (_, row) => probability(log.action[row] ?? 0) / propensity(row) - 1));
  const logged = (row: number) => log.propensity[row] ?? 1;
  const only = (wanted: number) => (action: number) => (action === wanted ? 1 : 0);
  const values = [errors(() => 1 / log.actions, logged), errors(only(production), logged), errors(only(0), logged)];
  return {
    value: Math.max(...values.map(Math.abs)),
    control: Math.abs(errors(only(production), () => (1 - controlShare) / log.actions)),
    detail: `${log.rows} logged requests; uniform, production, first arm: ${values.map((value) => value.toFixed(2)).join(', ')}.`,
  };
}

/** Largest distance between logged and expected means over the outcomes, in standard errors; the control forgets that users look less at later positions. */
export function* rewardErrors(subject: Subject): Generator<void, Measured> {
  const log = yield* subject.logged();
  const { world } = subject;
  const { recipe } = world;
  const truth = new Truth(world);
  const undiscounted = new Truth({ ...world, recipe: { ...recipe, outcome: { ...recipe.outcome, positionDiscount: 1 } } });
  const actions = gridActions(recipe);
  const controlRows = Math.ceil(log.rows / controlEvery);
  const differences = outcomes.map(() => [new Float64Array(log.rows), new Float64Array(controlRows)]);
  for (let row = 0; row < log.rows; row += 1) {
    const request = log.request[row] ?? 0;
    const { weights } = actions[log.action[row] ?? 0] ?? { weights: [] };
    const exact = truth.value(request, weights);
    const wrong = row % controlEvery === 0 ? undiscounted.value(request, weights) : undefined;
    differences.forEach(([real, other], outcome) => {
      const reward = log.rewards[row * outcomeCount + outcome] ?? 0;
      if (real !== undefined) real[row] = reward - (exact[outcome] ?? 0);
      if (other !== undefined && wrong !== undefined) other[row / controlEvery] = reward - (wrong[outcome] ?? 0);
    });
    if (row % 20 === 0) yield;
  }
  const errors = (side: number) => differences.map((pair) => inErrors(pair[side] ?? new Float64Array(0)));
  const means = outcomes.map((name, outcome) => {
    const rate = mean(Float64Array.from({ length: log.rows }, (_, row) => log.rewards[row * outcomeCount + outcome] ?? 0));
    return `${name} ${rate.toFixed(3)}`;
  });
  return {
    value: Math.max(...errors(0).map(Math.abs)),
    control: Math.max(...errors(1).map(Math.abs)),
    detail: `${log.rows} logged requests; rewards per request: ${means.join(', ')}.`,
  };
}

/** Mean over its standard error. */
function inErrors(values: Float64Array): number {
  const centre = mean(values);
  const squares = mean(values.map((value) => (value - centre) * (value - centre)));
  return centre / Math.sqrt(squares / values.length);
}
