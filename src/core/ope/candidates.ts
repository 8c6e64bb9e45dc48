import type { EstimatorName } from './ope-result.ts';

/** Estimators with a threshold. */
export type TunedName = Extract<EstimatorName, 'cips' | 'cdr' | 'switch' | 'switch-dr' | 'dros' | 'sg'>;

export function isTuned(name: EstimatorName): name is TunedName {
  return name === 'cips' || name === 'cdr' || name === 'switch' || name === 'switch-dr' || name === 'dros' || name === 'sg';
}

const limits = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000];

/** The thresholds a rule chooses from, `Infinity` (or 0 for `sg`) meaning that no weight is changed. */
export function candidateThresholds(name: TunedName, maxWeight: number): readonly number[] {
  if (name === 'sg') return [0, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1];
  // Shrinkage compares its parameter with squared weights.
  const scale = name === 'dros' ? maxWeight * maxWeight * 100 : maxWeight;
  return [...limits.filter((limit) => limit < scale), Infinity];
}
