import type { Learned } from '../../../src/core/policy/learned.ts';
import type { SweepOptions } from '../../../src/core/policy/sweep-options.ts';
import type { TimelessSweepResult } from '../../../src/core/policy/prepare-sweep.ts';
import { sweep } from '../../../src/core/policy/sweep.ts';
import type { ExplorationData } from '../../../src/core/policy/exploration-data.ts';

/** Drives a sweep to its end; counts its pauses. */
export function runSweep(
  data: ExplorationData,
  options: Partial<SweepOptions> = {},
  learned?: Learned,
): { readonly result: TimelessSweepResult; readonly pauses: number } {
  const work = sweep(
    data,
    {
      dataset: 'test',
      log: 'log',
      learner: 'prl-puts',
      estimator: 'dr',
      level: 0.95,
      learnShare: 0.5,
      seed: 1,
      replicates: 0,
      ...options,
    },
    learned,
  );
  for (let pauses = 0; ; pauses += 1) {
    const step = work.next();
    if (step.done === true) return { result: step.value, pauses };
  }
}
