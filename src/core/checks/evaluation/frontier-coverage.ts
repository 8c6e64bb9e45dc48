import type { ExplorationData } from '../../policy/exploration-data.ts';
import { measurePolicy } from '../../policy/frontier-points.ts';
import { splitRows } from '../../policy/split.ts';
import type { CheckDefinition } from '../check-definition.ts';
import type { WorldShelf } from '../world/world-shelf.ts';
import { cellPolicy, checkedAlphas, learnCells, scoringContext, type CellMeans } from './cell-policies.ts';
import { drawLog, type Population, trueValue } from './redraw-users.ts';

const population: Population = { users: 3_000, rowsPerUser: 5, cells: 12, arms: 3, lean: 0.33, spread: 0.2 };
const redraws = 400;
/** Redraws on which the intervals that forget the users are held against the truth too. */
const rowLevelRedraws = 100;

interface Coverage {
  readonly mean: number;
  /** Of the alpha and objective that are covered least. */
  readonly least: number;
  readonly rowLevelMean: number;
}

/** One run of the checks measures it once. */
const measured = new WeakMap<WorldShelf, Coverage>();

/** The intervals of a frontier are displayed for policies that were learned on other users; users are then drawn anew. */
export const frontierCoverageChecks: readonly CheckDefinition[] = [
  {
    batch: 'learning',
    claim: {
      name: 'frontier-coverage',
      area: 'evaluation',
      claim: 'Over redraws of users, the displayed 95% intervals of a frontier hold the true values 93 to 97 times in a hundred.',
      bound: { least: 0.93, most: 0.97 },
      control: { name: 'intervals that take the rows of a user as independent', bound: { most: 0.92 } },
    },
    *measure(shelf) {
      const { mean, least, rowLevelMean } = yield* coverageOf(shelf);
      return {
        value: mean,
        control: rowLevelMean,
        detail: `${redraws} redraws of ${population.users} users with ${population.rowsPerUser} rows each, ${checkedAlphas.length} alphas, two objectives; covered least: ${least.toFixed(3)}.`,
      };
    },
  },
  {
    batch: 'learning',
    claim: {
      name: 'frontier-coverage-everywhere',
      area: 'evaluation',
      claim: 'At no alpha and for no objective are they right less than 90 times in a hundred.',
      bound: { least: 0.9 },
    },
    *measure(shelf) {
      return { value: (yield* coverageOf(shelf)).least };
    },
  },
];

function* coverageOf(shelf: WorldShelf): Generator<void, Coverage> {
  const known = measured.get(shelf);
  if (known !== undefined) return known;
  const first = drawLog(population, shelf.seed, -1);
  const means = learnCells(
    population,
    first.data,
    first.cell,
    Int32Array.from({ length: first.data.rows }, (_, row) => row),
  );
  const counts = new Float64Array(2 * checkedAlphas.length);
  let rowLevel = 0;
  for (let redraw = 0; redraw < redraws; redraw += 1) {
    const { data, cell } = drawLog(population, shelf.seed, redraw);
    const covered = yield* coveredBy(data, cell, means);
    covered.forEach((one, place) => (counts[place] = (counts[place] ?? 0) + (one ? 1 : 0)));
    if (redraw >= rowLevelRedraws) continue;
    const { user: _user, ...rows } = data;
    rowLevel += (yield* coveredBy(rows, cell, means)).filter(Boolean).length;
  }
  const made: Coverage = {
    mean: counts.reduce((sum, count) => sum + count, 0) / counts.length / redraws,
    least: Math.min(...counts) / redraws,
    rowLevelMean: rowLevel / counts.length / rowLevelRedraws,
  };
  measured.set(shelf, made);
  return made;
}

/** For every alpha and objective, whether the interval holds the truth. */
function* coveredBy(
  data: ExplorationData,
  cell: Uint8Array,
  means: CellMeans,
  rows: Int32Array = Int32Array.from({ length: data.rows }, (_, row) => row),
  own: Population = population,
): Generator<void, readonly boolean[]> {
  const scored = yield* scoringContext(data, cell, rows, means);
  const covered: boolean[] = [];
  for (const alpha of checkedAlphas) {
    const policy = cellPolicy(means, own.cells, alpha);
    const { figures } = yield* measurePolicy(scored.context, { chosen: scored.cell.map((code) => policy[code] ?? 0) });
    figures.intervals.forEach(({ low, high }, objective) => {
      const truth = trueValue(own, objective, (code) => policy[code] ?? 0);
      covered.push(low <= truth && truth <= high);
    });
  }
  return covered;
}

const scarce: Population = { users: 500, rowsPerUser: 4, cells: 60, arms: 8, lean: 0.2, spread: 0.1 };
const scarceRedraws = 100;

export const sameDataCheck: CheckDefinition = {
  batch: 'methods',
  claim: {
    name: 'same-data-intervals',
    area: 'evaluation',
    claim:
      'Policies learned on some users and scored on others: the displayed 95% intervals hold the true value at least 90 times in a hundred.',
    bound: { least: 0.9 },
    control: { name: 'learned and scored on the same rows', bound: { most: 0.75 } },
  },
  *measure(shelf) {
    let honest = 0;
    let same = 0;
    let count = 0;
    for (let redraw = 0; redraw < scarceRedraws; redraw += 1) {
      const { data, cell } = drawLog(scarce, shelf.seed, redraw);
      const { learn, score } = splitRows(data.rows, data.user, 0.5, shelf.seed + redraw);
      const means = learnCells(scarce, data, cell, learn);
      const others = yield* coveredBy(data, cell, means, score, scarce);
      honest += others.filter(Boolean).length;
      same += (yield* coveredBy(data, cell, means, learn, scarce)).filter(Boolean).length;
      count += others.length;
    }
    return {
      value: honest / count,
      control: same / count,
      detail: `${scarceRedraws} redraws of ${scarce.users} users with ${scarce.rowsPerUser} rows each, ${scarce.cells} contexts, ${scarce.arms} actions.`,
    };
  },
};
