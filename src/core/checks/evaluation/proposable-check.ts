import { measurePolicy, type PointContext } from '../../policy/frontier-points.ts';
import type { PointFigures } from '../../policy/sweep-result.ts';
import { splittingParts } from '../../policy/split.ts';
import type { CheckDefinition } from '../check-definition.ts';
import { cellPolicy, checkedAlphas, learnCells, scoringContext } from './cell-policies.ts';
import { drawLog, type Population } from './redraw-users.ts';

/** No action is better than another. */
const population: Population = { users: 1_500, rowsPerUser: 4, cells: 20, arms: 6, lean: 0.2, spread: 0 };
const redraws = 200;
const margin = 0.01;

export const proposableCheck: CheckDefinition = {
  batch: 'methods',
  claim: {
    name: 'null-proposals',
    area: 'evaluation',
    claim: 'Where all actions are equal, the best point of a frontier is proposable from its confirm rows at most five times in a hundred.',
    bound: { most: 0.05 },
    control: { name: 'learned, picked and quoted on the same rows', bound: { least: 0.2 } },
  },
  *measure(shelf) {
    let honest = 0;
    let same = 0;
    for (let redraw = 0; redraw < redraws; redraw += 1) {
      const { data, cell } = drawLog(population, shelf.seed, redraw);
      const { learn, score, confirm } = yield* splittingParts(data, { learnShare: 0.5, confirmShare: 0.5, seed: shelf.seed + redraw });
      const means = learnCells(population, data, cell, learn);
      const figures = function* (rows: Int32Array): Generator<void, readonly PointFigures[]> {
        const scored = yield* scoringContext(data, cell, rows, means);
        return yield* allAlphas(scored.context, (alpha) => {
          const policy = cellPolicy(means, population.cells, alpha);
          return scored.cell.map((code) => policy[code] ?? 0);
        });
      };
      const picked = pick(yield* figures(score));
      if (proposable((yield* figures(confirm))[picked])) honest += 1;
      const flattered = yield* figures(learn);
      if (proposable(flattered[pick(flattered)])) same += 1;
    }
    return {
      value: honest / redraws,
      control: same / redraws,
      detail: `${redraws} redraws; proposable: some lift's 95% interval is above 0 and no other's reaches below -${100 * margin}%.`,
    };
  },
};

function* allAlphas(context: PointContext, choose: (alpha: number) => Uint8Array): Generator<void, readonly PointFigures[]> {
  const found: PointFigures[] = [];
  for (const alpha of checkedAlphas) found.push((yield* measurePolicy(context, { chosen: choose(alpha) })).figures);
  return found;
}

/** The point whose smaller lift is largest. */
function pick(points: readonly PointFigures[]): number {
  const least = points.map(({ lifts }) => Math.min(...Object.values(lifts)));
  return least.indexOf(Math.max(...least));
}

function proposable(point: PointFigures | undefined): boolean {
  if (point === undefined || point.refused) return false;
  return point.liftIntervals.some(({ low }) => low > 0) && point.liftIntervals.every(({ low }) => low >= -margin);
}
