import { gatherScoringRows, type ScoringRows } from '../../policy/scoring-rows.ts';
import type { ExplorationData } from '../../policy/exploration-data.ts';
import { makeContext, type PointContext } from '../../policy/frontier-points.ts';
import type { Guardrail } from '../../policy/sweep-result.ts';
import type { Population } from './redraw-users.ts';

/** Mean reward of each action in each cell: a plain learner, so that what is checked is the scoring. */
export interface CellMeans {
  /** Per reward, objectives first: `arms` values per cell. */
  readonly values: readonly Float64Array[];
  readonly arms: number;
}

export const checkedAlphas = [0, 0.25, 0.5, 0.75, 1] as const;

/** Learns the means from the given rows; a cell's action without rows gets the mean of all. */
export function learnCells({ cells, arms }: Population, data: ExplorationData, cell: Uint8Array, rows: Int32Array): CellMeans {
  const values = [...data.rewards, ...(data.others ?? []).map((other) => other.values)].map((rewards) => {
    const sums = new Float64Array(cells * arms);
    const counts = new Float64Array(cells * arms);
    let total = 0;
    for (const row of rows) {
      const at = (cell[row] ?? 0) * arms + (data.action[row] ?? 0);
      sums[at] = (sums[at] ?? 0) + (rewards[row] ?? 0);
      counts[at] = (counts[at] ?? 0) + 1;
      total += rewards[row] ?? 0;
    }
    return sums.map((sum, at) => (counts[at] === 0 ? total / rows.length : sum / (counts[at] ?? 1)));
  });
  return { values, arms };
}

/** The action of each cell at an alpha. */
export function cellPolicy({ values, arms }: CellMeans, cells: number, alpha: number): Uint8Array {
  const score = (at: number) => (1 - alpha) * (values[0]?.[at] ?? 0) + alpha * (values[1]?.[at] ?? 0);
  return Uint8Array.from({ length: cells }, (_, cell) => {
    let best = 0;
    for (let arm = 1; arm < arms; arm += 1) if (score(cell * arms + arm) > score(cell * arms + best)) best = arm;
    return best;
  });
}

/** The given rows as a sweep scores them, with the means for predictions. */
export function* scoringContext(
  data: ExplorationData,
  cell: Uint8Array,
  rows: Int32Array,
  means: CellMeans,
  guardrails: readonly Guardrail[] = [],
): Generator<void, { readonly context: PointContext; readonly rows: ScoringRows; readonly cell: Uint8Array }> {
  const own = Uint8Array.from(rows, (row) => cell[row] ?? 0);
  const predictions = means.values.map((values) => {
    const preference = new Float32Array(own.length * means.arms);
    for (let row = 0; row < own.length; row += 1)
      for (let arm = 0; arm < means.arms; arm += 1) preference[row * means.arms + arm] = values[(own[row] ?? 0) * means.arms + arm] ?? 0;
    return { base: new Float64Array(own.length), preference, stride: means.arms };
  });
  const scored = yield* gatherScoringRows(data, rows, predictions, 'cell');
  const context = yield* makeContext(scored, { objectives: data.objectives, guardrails, level: 0.95, estimator: 'dr' });
  return { context, rows: scored, cell: own };
}
