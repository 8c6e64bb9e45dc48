import type { Finding } from '../ope/finding.ts';
import { formatPercent } from '../ope/format-number.ts';
import { normalQuantile } from '../statistics/normal.ts';
import type { GainOverStatic } from './gain-over-static.ts';
import type { SweepOptions } from './sweep-options.ts';
import type { FrontierPoint, StaticPoint } from './sweep-result.ts';

interface SweepFacts {
  readonly points: readonly FrontierPoint[];
  readonly statics: readonly StaticPoint[];
  readonly note: string;
  readonly estimand: string;
  readonly level: number;
  readonly options: SweepOptions;
  readonly gain: GainOverStatic;
  readonly divisorRule: string;
  /** Objectives of which production itself rests on too little. */
  readonly productionRefused: readonly string[];
}

/** Power of the smallest detectable lift. */
const power = 0.8;

/** What a person should know before reading a frontier, in sentences. */
export function sweepFindings(facts: SweepFacts): readonly Finding[] {
  const { points, level, options } = facts;
  const findings: Finding[] = [
    { level: options.sameData === true ? 'flag' : 'info', code: options.sameData === true ? 'same-data' : 'split', message: facts.note },
    { level: 'info', code: 'estimand', message: facts.estimand },
    { level: 'info', code: 'divisors', message: `Before alpha is applied, objectives are divided: ${facts.divisorRule}.` },
    {
      level: 'info',
      code: 'pointwise',
      message:
        'Each interval holds at its level on its own; over the whole frontier some will miss. A point is picked on the scored rows and quoted from those that confirm.',
    },
  ];
  const refused = points.filter((point) => point.status === 'refused').length;
  if (refused > 0) {
    findings.push({
      level: 'refusal',
      code: 'refused-points',
      message: `${refused} of ${points.length} policies show no number: ${points.find((point) => point.status === 'refused')?.flags[0]?.message ?? ''}`,
    });
  }
  if (facts.productionRefused.length > 0) {
    findings.push({
      level: 'refusal',
      code: 'refused-production',
      message: `Production itself rests on too few scored rows or events for a number on ${facts.productionRefused.join(' and ')}, so no lift is shown there. Score on a larger share of the log.`,
    });
  }
  const infeasible = points.filter((point) => point.status === 'infeasible');
  if (infeasible.length > 0) {
    const [reward] = infeasible.flatMap(({ rewards }) => (rewards ?? []).filter(({ verdict }) => verdict === 'violated'));
    findings.push({
      level: 'flag',
      code: 'infeasible-points',
      message: `${infeasible.length} of ${points.length} policies violate a guardrail, for instance ${reward?.reward ?? ''}: it moves by ${formatPercent(reward?.lift ?? Number.NaN)}, and ${formatPercent(reward?.margin ?? Number.NaN)} against it was accepted.`,
    });
  }
  findings.push(...detectable(points, level), ...personalisation(facts));
  if (options.estimator === 'dm') {
    findings.push({
      level: 'flag',
      code: 'model-only',
      message:
        'The headline is the direct method: it is as right as the model, and its interval does not know the model error. Read it beside doubly robust.',
    });
  }
  return findings;
}

function detectable(points: readonly FrontierPoint[], level: number): Finding[] {
  const factor = (normalQuantile((1 + level) / 2) + normalQuantile(power)) / normalQuantile((1 + level) / 2);
  const widths = new Map<string, number[]>();
  for (const point of points) {
    for (const { objective, low, high } of point.liftIntervals) {
      // A policy that is production itself has no width, and nothing to detect.
      if (high > low) widths.set(objective, [...(widths.get(objective) ?? []), (high - low) / 2]);
    }
  }
  return [...widths].map(([objective, halves]) => {
    const middle = halves.toSorted((a, b) => a - b)[halves.length >> 1] ?? Number.NaN;
    return {
      level: 'info' as const,
      code: 'detectable-lift',
      message: `The smallest lift on ${objective} that these scoring rows can show is about ${formatPercent(factor * middle)} (${100 * power}% power at the ${100 * level}% level, median over the policies).`,
    };
  });
}

function personalisation(facts: SweepFacts): Finding[] {
  if (facts.options.learner === 'static') return [];
  const gain = facts.gain.result(facts.level);
  if (gain === undefined || !Number.isFinite(gain.value)) return [];
  const relative = (value: number) => (gain.scale > 0 ? formatPercent(value / gain.scale) : value.toPrecision(2));
  const figures = `${relative(gain.value)} over the best single arm at equal weights, averaged over the alphas where choices change, with a ${100 * facts.level}% interval of ${relative(gain.low)} to ${relative(gain.high)}`;
  if (gain.low > 0) return [{ level: 'info', code: 'personalisation', message: `Choosing per request adds ${figures}.` }];
  return [
    {
      level: 'flag',
      code: 'no-personalisation',
      message: `There is no evidence that choosing per request helps: it adds ${figures}. A single arm, or a mix of arms, does as well on this log.`,
    },
  ];
}
