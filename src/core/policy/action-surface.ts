import type { ActionWeights } from './exploration-data.ts';
import { solveRidge } from './cholesky.ts';

/** Inputs of smooth surfaces over the actions of a grid: row by row one list per action. */
export interface ActionSurface {
  /** Up to the third order: what an action earns on average. */
  readonly means: readonly (readonly number[])[];
  /** Up to the second order: how actions answer to one input of the context. */
  readonly slopes: readonly (readonly number[])[];
}

/**
 * Polynomials of the weights that vary, each on a logarithmic scale (plain where some are not positive). Undefined where actions are no weight vectors or too
 * few for a surface.
 */
export function actionSurface(weights: ActionWeights | undefined): ActionSurface | undefined {
  if (weights === undefined) return undefined;
  const varying = weights.heads.flatMap((_, head) => {
    const column = weights.values.map((row) => row[head] ?? 0);
    const least = Math.min(...column);
    if (Math.max(...column) === least) return [];
    const scaled = least > 0 ? column.map(Math.log) : column;
    const [low, high] = [Math.min(...scaled), Math.max(...scaled)];
    return [scaled.map((value) => (2 * (value - low)) / (high - low) - 1)];
  });
  const slopes: number[][] = [];
  const means: number[][] = [];
  weights.values.forEach((_, action) => {
    const own = varying.map((column) => column[action] ?? 0);
    const squares = own.flatMap((one, index) => own.slice(index).map((two) => one * two));
    const cubes = own.flatMap((one, index) =>
      own.slice(index).flatMap((two, next) => own.slice(index + next).map((three) => one * two * three)),
    );
    slopes.push([1, ...own, ...squares]);
    means.push([1, ...own, ...squares, ...cubes]);
  });
  // A surface that takes most of the actions' own freedom says nothing.
  return varying.length > 0 && 2 * (means[0]?.length ?? Infinity) <= means.length ? { means, slopes } : undefined;
}

/** Weighted least squares of the means on the inputs, read at every action. */
export function fitSurface(inputs: readonly (readonly number[])[], means: readonly number[], weights: readonly number[]): Float64Array {
  const width = inputs[0]?.length ?? 0;
  const gram = new Float64Array(width * width);
  const cross = new Float64Array(width);
  inputs.forEach((input, action) => {
    const weight = weights[action] ?? 0;
    if (weight === 0) return;
    for (let one = 0; one < width; one += 1) {
      cross[one] = (cross[one] ?? 0) + weight * (input[one] ?? 0) * (means[action] ?? 0);
      for (let two = 0; two < width; two += 1) {
        gram[one * width + two] = (gram[one * width + two] ?? 0) + weight * (input[one] ?? 0) * (input[two] ?? 0);
      }
    }
  });
  const solution = solveRidge(gram, cross, 1e-9, width);
  return Float64Array.from(inputs, (input) => input.reduce((sum, value, index) => sum + value * (solution[index] ?? 0), 0));
}
