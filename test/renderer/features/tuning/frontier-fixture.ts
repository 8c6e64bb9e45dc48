import type { FrontierPoint, PointStatus, SweepResult } from '../../../../src/core/policy/sweep-result.ts';

/** A point with simple figures: values, intervals of +-1 around them, and its reason when it is refused. */
export function point(alpha: number, visit: number, spend: number, status: PointStatus = 'supported'): FrontierPoint {
  const values = { visit, spend };
  return {
    alpha,
    values,
    lifts: { visit: -0.5, spend: 0.25 },
    liftIntervals: [],
    intervals: [
      { objective: 'visit', low: visit - 1, high: visit + 1, level: 0.95 },
      { objective: 'spend', low: spend - 1, high: spend + 2, level: 0.95 },
    ],
    estimates: [{ estimator: 'dr', objective: 'visit', value: visit, low: visit - 1, high: visit + 1 }],
    hits: 40,
    ess: 39,
    status,
    flags: status === 'refused' ? [{ level: 'refusal', code: 'few-hits', message: 'Only 3 rows.' }] : [],
    shares: [0.25, 0.75],
  };
}

export function sweep(points: readonly FrontierPoint[]): SweepResult {
  const baseline = {
    production: '=hold',
    values: { visit: 2, spend: 3 },
    intervals: [],
    rows: 50,
    arms: [
      { action: 0, name: '=hold', rows: 50, means: { visit: 2, spend: 3 } },
      { action: 1, name: 'send', rows: 50, means: { visit: 6, spend: 1 } },
    ],
  };
  return {
    dataset: 'd',
    log: 'l',
    objectives: ['visit', 'spend'],
    learner: 'prl-puts',
    estimator: 'dr',
    baseline: { full: baseline, scored: baseline },
    points,
    statics: [
      { action: 0, name: '=hold', values: { visit: 2, spend: 3 }, intervals: [], rows: 50, production: true, status: 'supported' },
      { action: 1, name: 'send', values: { visit: 6, spend: 1 }, intervals: [], rows: 50, production: false, status: 'supported' },
    ],
    breakpoints: [0.25, 0.5],
    breakpointCount: 2,
    hypervolume: 1,
    reference: [1, 1],
    referenceRule: '',
    knees: { chord: 1, ideal: 1, tradeoff: 2 },
    split: { by: 'row', seed: 1, learnRows: 50, scoreRows: 50, note: '' },
    divisors: {},
    level: 0.95,
    multiplicity: 'pointwise',
    findings: [],
    seconds: 1,
  };
}
