import type { ActionWeights } from '../policy/exploration-data.ts';

/** What a surface over the actions is drawn on: one row of `width` numbers per action, each scaled to [-1, 1] over the actions. */
export interface SurfaceInputs {
  readonly width: number;
  readonly values: Float64Array;
  /** The column that tells by how much all weights are larger together, where there is one. A ranking depends on it little: mostly on the ratios, the others. */
  readonly common: number | undefined;
}

/**
 * The weights that vary; where they are all positive, as their mean logarithm and the logarithms of their ratios (each weight against the mean of those before it).
 * Width 0 where actions have no weights.
 */
export function surfaceInputs(weights: ActionWeights | undefined, actions: number): SurfaceInputs {
  if (weights === undefined || weights.values.length !== actions) return { width: 0, values: new Float64Array(0), common: undefined };
  const varying = weights.heads
    .map((_, head) => weights.values.map((row) => row[head] ?? 0))
    .filter((column) => Math.max(...column) - Math.min(...column) > 1e-9);
  const isPositive = varying.every((column) => column.every((value) => value > 0));
  const columns = isPositive && varying.length > 1 ? ratios(varying.map((column) => column.map(Math.log))) : varying;
  const values = new Float64Array(actions * columns.length);
  columns.forEach((column, place) => {
    const [low, high] = [Math.min(...column), Math.max(...column)];
    column.forEach((value, action) => (values[action * columns.length + place] = high > low ? (2 * (value - low)) / (high - low) - 1 : 0));
  });
  return { width: columns.length, values, common: isPositive && columns.length > 1 ? columns.length - 1 : undefined };
}

function ratios(logs: readonly (readonly number[])[]): readonly (readonly number[])[] {
  const mean = (count: number, action: number) => logs.slice(0, count).reduce((sum, column) => sum + (column[action] ?? 0), 0) / count;
  return [
    ...logs.slice(1).map((column, place) => column.map((value, action) => value - mean(place + 1, action))),
    (logs[0] ?? []).map((_, action) => mean(logs.length, action)),
  ];
}
