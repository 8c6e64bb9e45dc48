import type { OpeData } from './ope-data.ts';

/** Propensities closer than this are taken as equal: files round. */
const tolerance = 1e-9;

/** True where every row was logged by the uniform policy, propensity 1 / actions. */
export function isUniformLogging(data: Pick<OpeData, 'rows' | 'actions' | 'propensity'>): boolean {
  const expected = 1 / data.actions;
  for (let row = 0; row < data.rows; row += 1) {
    // A file may carry few digits of 1/A, so the comparison is relative and loose; a policy that is nearly uniform is uniform enough.
    if (Math.abs((data.propensity[row] ?? 0) - expected) > 1e-6 * expected) return false;
  }
  return data.rows > 0;
}

/**
 * The probability of every action under the logging policy, where the log tells it: as given, or one row when each action was always logged with
 * one and the same propensity and these sum to 1. Undefined otherwise: the propensity of an action that was not taken is then unknown.
 */
export function knownLogging(data: OpeData): Float64Array | Float32Array | undefined {
  if (data.logging !== undefined) return data.logging;
  const row = new Float64Array(data.actions).fill(Number.NaN);
  for (let index = 0; index < data.rows; index += 1) {
    const action = data.action[index] ?? 0;
    const seen = row[action] ?? Number.NaN;
    const now = data.propensity[index] ?? Number.NaN;
    if (Number.isNaN(seen)) row[action] = now;
    else if (Math.abs(seen - now) > tolerance) return undefined;
  }
  if (isUniformLogging(data)) return row.fill(1 / data.actions);
  let total = 0;
  for (const value of row) total += value;
  return Math.abs(total - 1) <= 1e-6 ? row : undefined;
}
