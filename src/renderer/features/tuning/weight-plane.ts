import type { SweepResult } from '../../../core/policy/sweep-result.ts';

export interface PlaneCell {
  readonly action: number;
  readonly column: number;
  readonly row: number;
}

/** Actions laid out over the two utility weights that differ between them. */
export interface WeightPlane {
  readonly heads: readonly [string, string];
  /** Ascending weights of the first head (columns) and the second (rows). */
  readonly columns: readonly number[];
  readonly rows: readonly number[];
  readonly cells: readonly PlaneCell[];
}

/** The plane of a sweep's actions; undefined where they are no weight vectors, or differ in more or fewer than two weights. */
export function weightPlane(result: Pick<SweepResult, 'actionWeights'>): WeightPlane | undefined {
  const { heads = [], values = [] } = result.actionWeights ?? {};
  const varying = heads.map((_, head) => head).filter((head) => new Set(values.map((weights) => weights[head])).size > 1);
  const [first, second, more] = varying;
  if (first === undefined || second === undefined || more !== undefined) return undefined;
  const axis = (head: number) => [...new Set(values.map((weights) => weights[head] ?? 0))].toSorted((a, b) => a - b);
  const columns = axis(first);
  const rows = axis(second);
  const cells = values.map((weights, action) => ({
    action,
    column: columns.indexOf(weights[first] ?? 0),
    row: rows.indexOf(weights[second] ?? 0),
  }));
  return { heads: [heads[first] ?? '', heads[second] ?? ''], columns, rows, cells };
}
