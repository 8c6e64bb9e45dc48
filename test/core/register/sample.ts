import type { FrontierPoint, PointStatus, PolicyPoint, SweepResult } from '../../../src/core/policy/sweep-result.ts';
import type { FrontierSnapshot } from '../../../src/core/register/snapshot.ts';

function point(alpha: number, visit: number, spend: number, status: PointStatus): FrontierPoint {
  const lifts = { visit: visit / 2 - 1, spend: spend / 4 - 1 };
  return {
    alpha,
    values: { visit, spend },
    lifts,
    liftIntervals: (['visit', 'spend'] as const).map((objective) => ({
      objective,
      low: lifts[objective] - 0.02,
      high: lifts[objective] + 0.02,
      level: 0.95,
    })),
    intervals: [],
    estimates: [],
    hits: 400,
    ess: 390.5,
    status,
    flags: status === 'refused' ? [{ level: 'refusal', code: 'few-hits', message: 'Only 3 rows.' }] : [],
    shares: [0.5, 0.5],
  };
}

/** Production earns 2 visits and 4 of spend; point 1 gains on both, point 2 loses 25% of visits, point 3 is refused. */
export function sampleSweep(): SweepResult {
  const baseline = { production: 'hold', values: { visit: 2, spend: 4 }, intervals: [], rows: 900, arms: [] };
  return {
    dataset: 'mails',
    log: 'mails',
    objectives: ['visit', 'spend'],
    learner: 'prl-puts',
    estimator: 'dr',
    baseline: { full: baseline, scored: baseline },
    points: [
      point(0, 2.6, 3.98, 'supported'),
      point(0.5, 2.3, 4.6, 'supported'),
      point(1, 1.5, 5, 'supported'),
      point(0.7, 2, 4, 'refused'),
    ],
    statics: [],
    breakpoints: [0.25],
    breakpointCount: 1,
    hypervolume: 1.25,
    reference: [1, 2],
    referenceRule: 'the worst arm',
    knees: { chord: 1 },
    split: { by: 'user', seed: 7, learnShare: 0.5, learnRows: 900, scoreRows: 900, note: 'by user' },
    divisors: { visit: 0.3, spend: 1.5 },
    level: 0.95,
    multiplicity: 'pointwise',
    findings: [],
    seconds: 2,
  };
}

/** A policy beside the frontier of `sampleSweep`, with the figures of its point 1. */
export function samplePolicy(name: string, kind: PolicyPoint['kind'], rule?: PolicyPoint['rule']): PolicyPoint {
  const { alpha: _, ...figures } = point(0.5, 2.3, 4.6, 'supported');
  return { ...figures, name, kind, ...(rule === undefined ? {} : { rule }) };
}

/** Tier a at an alpha of its own, tier b left to production. */
export const cohortPolicy = samplePolicy('One alpha per cohort', 'cohorts', {
  type: 'cohorts',
  column: 'tier',
  cohorts: [{ value: 'a', alpha: 0.3 }, { value: 'b' }],
});

export function sampleSnapshot(changes: Partial<SweepResult> = {}): FrontierSnapshot {
  return {
    schema: 1,
    console: '0.1.0',
    run: 3,
    sweptAt: '2026-01-01T00:00:00.000Z',
    dataset: { name: 'mails', hash: 'abc' },
    log: { name: 'mails', rows: 1800, actions: [{ name: 'hold' }, { name: 'send' }] },
    result: { ...sampleSweep(), ...changes },
  };
}
