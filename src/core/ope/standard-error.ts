import { binaryScale } from '../statistics/binary-scale.ts';
import { clusterSums, type Clusters } from './clusters.ts';

/**
 * Standard error of an estimate from its influence terms (mean zero): sqrt(G / (G - 1) x sum over clusters of (sum of terms)^2) / n, with
 * every row its own cluster where there are none. Infinity for fewer than two clusters: nothing can be said.
 */
export function standardError(terms: Float64Array, clusters?: Clusters): number {
  const units = clusters === undefined ? terms : clusterSums(terms, clusters);
  if (units.length < 2) return Infinity;
  let largest = 0;
  for (let unit = 0; unit < units.length; unit += 1) largest = Math.max(largest, Math.abs(units[unit] ?? 0));
  const scale = binaryScale(largest);
  // Squares do not cancel, so a plain sum is accurate to n rounding errors at worst.
  let squares = 0;
  for (let unit = 0; unit < units.length; unit += 1) squares += ((units[unit] ?? 0) * scale) ** 2;
  return Math.sqrt((squares * units.length) / (units.length - 1)) / terms.length / scale;
}
