import type { CurveRows } from './alpha-curve.ts';
import { choicesAt } from './choice-table.ts';
import { makeContext, measurePolicy, type PointContext } from './frontier-points.ts';
import type { RowFilter } from './policy-sums.ts';
import type { CohortGroup } from './sweep-result.ts';

/** Alphas tried per group. */
export const cohortAlphas: readonly number[] = Array.from({ length: 21 }, (_, step) => step / 20);
/** Groups with fewer scored rows get none of their own. */
const leastRows = 500;

/** The frontier of one group of requests, and the alpha that suits it by the learned model alone: no scored reward has a say. */
export function* sweepGroup(
  context: PointContext,
  curveRows: CurveRows,
  tables: readonly Uint16Array[],
  filter: RowFilter & { readonly name: string },
): Generator<void, CohortGroup | undefined> {
  const { rows } = context;
  const own = yield* makeContext(rows, context, filter);
  const points: CohortGroup['points'][number][] = [];
  let count = 0;
  let users = 0;
  for (const [place, alpha] of cohortAlphas.entries()) {
    const table = tables[place];
    if (table === undefined) continue;
    const { figures, sums } = yield* measurePolicy(own, { chosen: table }, filter);
    count = sums.rows;
    if (count < leastRows) return undefined;
    if (users === 0) for (const inUnit of sums.unitRows) if (inUnit > 0) users += 1;
    const { values, lifts, liftIntervals, hits, refused } = figures;
    points.push({ alpha, values, lifts, liftIntervals, hits, refused });
  }
  const chosenAlpha = yield* predictedBest(curveRows, tables, filter);
  return { name: filter.name, rows: count, users, points, ...(chosenAlpha === undefined ? {} : { chosenAlpha }) };
}

/** The alpha with the largest of the smaller predicted gains over production; undefined where none gains on both. */
function* predictedBest(rows: CurveRows, tables: readonly Uint16Array[], filter: RowFilter): Generator<void, number | undefined> {
  const production = rows.production ?? 0;
  let best: number | undefined;
  let most = 0;
  for (const [place, alpha] of cohortAlphas.entries()) {
    const table = tables[place];
    if (table === undefined) continue;
    const gains = [0, 0];
    const bases = [0, 0];
    for (let row = 0; row < rows.n; row += 1) {
      if (filter.codes[row] !== filter.code) continue;
      for (const objective of [0, 1] as const) {
        const part = rows.predictions[objective];
        const from = row * part.stride;
        const base = part.preference[from + production] ?? 0;
        gains[objective] = (gains[objective] ?? 0) + (part.preference[from + (table[row] ?? 0)] ?? 0) - base;
        bases[objective] = (bases[objective] ?? 0) + (part.base[row] ?? 0) + base;
      }
    }
    yield;
    const least = Math.min((gains[0] ?? 0) / Math.abs(bases[0] ?? 1), (gains[1] ?? 0) / Math.abs(bases[1] ?? 1));
    if (least > most) {
      most = least;
      best = alpha;
    }
  }
  return best;
}

/** What each row gets when every group follows its own alpha; production where a group has none. */
export function* cohortChoices(
  rows: CurveRows,
  codes: ArrayLike<number>,
  alphaOf: ReadonlyMap<number, number>,
): Generator<void, Uint16Array> {
  const alphas = [...new Set(alphaOf.values())].sort((a, b) => a - b);
  const tables = yield* choicesAt(rows, alphas);
  const chosen = new Uint16Array(rows.n).fill(rows.production ?? 0);
  for (let row = 0; row < rows.n; row += 1) {
    const alpha = alphaOf.get(codes[row] ?? -1);
    if (alpha === undefined) continue;
    chosen[row] = tables[alphas.indexOf(alpha)]?.[row] ?? 0;
  }
  yield;
  return chosen;
}
