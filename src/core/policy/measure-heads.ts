import type { Finding } from '../ope/finding.ts';
import { formatNumber, formatPercent } from '../ope/format-number.ts';
import { headContribution } from './head-contribution.ts';
import { headDrift } from './head-drift.ts';
import type { HeadContribution, HeadDrift, HeadHealth, HeadSample } from './head-health.ts';

/** A change is told beyond this many standard errors (eleven boundaries of several heads are looked at) and from this relative size. */
const changeErrors = 5;
const changeSize = 0.1;
/** Heads that together carry this much are the ones worth tuning; a tuned weight whose share moves by less than this does little. */
const mostCarried = 0.75;
const littleMoved = 0.05;

/** Looks at the heads of a sample of a log's requests; pauses between parts. */
export function* measureHeads(sample: HeadSample): Generator<void, HeadHealth> {
  const drift = yield* headDrift(sample);
  const contribution = yield* headContribution(sample);
  return {
    heads: sample.heads,
    requests: sample.counts.length,
    candidates: sample.bonus.length,
    drift,
    ...(contribution === undefined ? {} : { contribution }),
    findings: [...drift.flatMap(driftFinding), ...(contribution === undefined ? [] : contributionFindings(sample.heads, contribution))],
  };
}

/** Whether a head is called drifted. */
export function isDrifted({ change }: HeadDrift): boolean {
  return change !== undefined && change.errors > changeErrors && Math.abs(change.ratio - 1) >= changeSize;
}

function driftFinding(drift: HeadDrift): readonly Finding[] {
  const { head, change, stability } = drift;
  if (change === undefined || !isDrifted(drift)) return [];
  const day = new Date(change.atMs).toISOString().slice(0, 10);
  return [
    {
      level: 'flag',
      code: 'head-drift',
      message: `The ${head} head says ${formatNumber(change.ratio, 3)} times as much from about ${day} on (mean ${formatNumber(change.after, 3)}, before ${formatNumber(change.before, 3)}; stability index ${formatNumber(stability, 2)}). One weight then means two things in this log: divide the ${head} weight by ${formatNumber(change.ratio, 3)} from there on, or sweep on the rows of one side only, and take policies learned across the change back to the static weights.`,
    },
  ];
}

function contributionFindings(heads: readonly string[], { shares, boost, sweeps }: HeadContribution): readonly Finding[] {
  const order = heads.map((head, index) => ({ head, share: shares[index] ?? 0 })).sort((a, b) => b.share - a.share);
  let carried = 0;
  const leading = order.filter(({ share }) => {
    const wanted = carried < mostCarried;
    carried += wanted ? share : 0;
    return wanted;
  });
  const words = leading.map(({ head, share }) => `${head} ${formatPercent(share)}`).join(', ');
  const findings: Finding[] = [
    {
      level: 'info',
      code: 'head-contribution',
      message: `Under production’s weights ${words} carry the utility${boost >= 0.01 ? `, what production adds outside the heads ${formatPercent(boost)}` : ''}. Weights of the other heads change little; tune these.`,
    },
  ];
  for (const { head, explored, steps } of sweeps) {
    const own = steps.map((step) => step.shares[heads.indexOf(head)] ?? 0);
    const moved = Math.max(...own) - Math.min(...own);
    if (!explored || moved >= littleMoved) continue;
    findings.push({
      level: 'flag',
      code: 'weight-does-little',
      message: `The whole range of the ${head} weight in this log moves its share of the utility by ${formatPercent(moved)} only. Explore a wider range before tuning it.`,
    });
  }
  return findings;
}
