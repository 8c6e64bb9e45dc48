import type { ActionWeights } from '../policy/exploration-data.ts';

/** What a net is told of each action: one row of `width` numbers per action. */
export interface ArmInputs {
  readonly width: number;
  readonly values: Float32Array;
  /** The weights that vary, in the order of the columns. */
  readonly heads: readonly string[];
}

/**
 * Every weight that varies, scaled to [-1, 1] over its own grid; weights that are all positive by their logarithm, since grids are usually multiples.
 * Width 0 where actions have no weights.
 */
export function armInputs(weights: ActionWeights | undefined, actions: number): ArmInputs {
  if (weights === undefined || weights.values.length !== actions) return { width: 0, values: new Float32Array(0), heads: [] };
  const columns = weights.heads.flatMap((head, index) => {
    const values = weights.values.map((row) => row[index] ?? 0);
    const scaled = values.every((value) => value > 0) ? values.map(Math.log) : values;
    const [low, high] = [Math.min(...scaled), Math.max(...scaled)];
    return high - low > 1e-9 ? [{ head, values: scaled.map((value) => (2 * (value - low)) / (high - low) - 1) }] : [];
  });
  const values = new Float32Array(actions * columns.length);
  columns.forEach((column, place) => column.values.forEach((value, action) => (values[action * columns.length + place] = value)));
  return { width: columns.length, values, heads: columns.map(({ head }) => head) };
}
