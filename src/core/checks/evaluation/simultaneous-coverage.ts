import { planResampling, resampleBlock, sharesOf } from '../../policy/frontier-bootstrap.ts';
import { type MeasuredPolicy, measurePolicy } from '../../policy/frontier-points.ts';
import { everyRow } from '../../policy/split.ts';
import type { CheckDefinition } from '../check-definition.ts';
import { type CellMeans, cellPolicy, checkedAlphas, learnCells, scoringContext } from './cell-policies.ts';
import { drawLog, type Population, trueValue } from './redraw-users.ts';

const population: Population = { users: 1_500, rowsPerUser: 4, cells: 12, arms: 3, lean: 0.25, spread: 0.4 };
const level = 0.95;
const [redraws, replicates] = [250, 250];
const production = 1;

/** Whether all values hold at once, and all lifts, in one redraw: within bands that are simultaneous, and each within its own interval. */
interface Held {
  readonly together: number;
  readonly pointwise: number;
}

export const simultaneousCoverageCheck: CheckDefinition = {
  batch: 'learning',
  claim: {
    name: 'frontier-coverage-together',
    area: 'evaluation',
    claim:
      'Over redraws of users, the simultaneous 95% bands of a frontier hold the true values (and lifts) of all alphas and objectives at once about 95 times in a hundred.',
    // Three standard errors of a share over that many redraws beyond either end, over two families that move together.
    bound: { least: 0.91, most: 0.99 },
    control: { name: 'intervals that each hold on their own', bound: { most: 0.88 } },
  },
  *measure(shelf) {
    const first = drawLog(population, shelf.seed, -1);
    const means = learnCells(population, first.data, first.cell, everyRow(first.data.rows));
    let [together, pointwise] = [0, 0];
    for (let redraw = 0; redraw < redraws; redraw += 1) {
      const held = yield* heldBy(means, shelf.seed, redraw);
      together += held.together / redraws;
      pointwise += held.pointwise / redraws;
    }
    return {
      value: together,
      control: pointwise,
      detail: `${redraws} redraws of ${population.users} users with ${population.rowsPerUser} rows each, ${replicates} replicates, ${checkedAlphas.length} alphas, two objectives, mean of values and lifts.`,
    };
  },
};

function* heldBy(means: CellMeans, seed: number, redraw: number): Generator<void, Held> {
  const { data, cell } = drawLog(population, seed, redraw);
  const scored = yield* scoringContext(data, cell, everyRow(data.rows), means);
  const { context } = scored;
  const policies = checkedAlphas.map((alpha) => cellPolicy(means, population.cells, alpha));
  const measured: MeasuredPolicy[] = [];
  for (const policy of policies) measured.push(yield* measurePolicy(context, { chosen: scored.cell.map((code) => policy[code] ?? 0) }));
  const plan = yield* planResampling({
    policies: measured.map(({ influences }) => ({ rival: undefined, objectives: influences, guardrails: [] })),
    production: { objectives: context.production.slice(0, data.objectives.length), guardrails: [] },
    statics: [],
    guardrails: [],
    reference: data.objectives.map(() => 0),
    replicates,
    seed: seed + redraw,
  });
  const { simultaneous } = sharesOf(plan, [yield* resampleBlock(plan, { from: 0, to: replicates })], level);
  const truth = (policy: Uint8Array, objective: number) => trueValue(population, objective, (code) => policy[code] ?? 0);
  const base = (objective: number) => trueValue(population, objective, () => production);
  const holds = (wider: Readonly<Record<'values' | 'lifts', number>>, of: 'values' | 'lifts') =>
    measured.every(({ figures }, place) =>
      (of === 'values' ? figures.intervals : figures.liftIntervals).every(({ objective: name, low, high }, objective) => {
        const value = figures[of][name] ?? Number.NaN;
        const policy = policies[place] ?? new Uint8Array(0);
        const is = of === 'values' ? truth(policy, objective) : truth(policy, objective) / base(objective) - 1;
        return value - wider[of] * (value - low) <= is && is <= value + wider[of] * (high - value);
      }),
    );
  const bands = { values: simultaneous.values / simultaneous.pointwise, lifts: simultaneous.lifts / simultaneous.pointwise };
  const share = (wider: typeof bands) => (Number(holds(wider, 'values')) + Number(holds(wider, 'lifts'))) / 2;
  return { together: share(bands), pointwise: share({ values: 1, lifts: 1 }) };
}
