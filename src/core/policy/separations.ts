import type { Finding } from '../ope/finding.ts';
import { formatNumber } from '../ope/format-number.ts';
import { normalQuantile } from '../statistics/normal.ts';
import type { ArmMoments } from './arm-moments.ts';
import type { ExplorationData } from './exploration-data.ts';

/** So many pairs are named. */
const mostNamed = 20;

/** A sentence for each pair of arms and objective whose means the log cannot tell apart; pairs that it can are not mentioned. */
export function separations(data: ExplorationData, moments: ArmMoments, level: number): readonly Finding[] {
  const z = normalQuantile((1 + level) / 2);
  const arms = data.actions.map((_, arm) => arm).filter((arm) => (moments.counts[arm] ?? 0) > 0);
  const found: Finding[] = [];
  let compared = 0;
  data.objectives.forEach((name, objective) => {
    const means = moments.means[objective];
    const variances = moments.variances[objective];
    if (means === undefined || variances === undefined) return;
    for (const centre of moments.centres) {
      for (const other of arms) {
        if (other === centre || (moments.centres.length > 1 && other < centre)) continue;
        const [left, right] = [Math.min(centre, other), Math.max(centre, other)];
        compared += 1;
        const difference = (means[right] ?? 0) - (means[left] ?? 0);
        const shared = moments.covariance(objective, centre, other);
        const half = z * Math.sqrt(Math.max(0, (variances[left] ?? 0) + (variances[right] ?? 0) - 2 * shared));
        const [low, high] = [difference - half, difference + half];
        if (low > 0 || high < 0) continue;
        found.push({
          level: 'info',
          code: 'not-separated',
          message: `This log cannot separate ${data.actions[left]} from ${data.actions[right]} on ${name}: the difference is ${formatNumber(difference, 2)} with a ${formatNumber(100 * level)}% interval of ${formatNumber(low, 2)} to ${formatNumber(high, 2)}.`,
        });
      }
    }
  });
  if (found.length <= mostNamed) return found;
  return [
    ...found.slice(0, mostNamed),
    {
      level: 'info',
      code: 'not-separated',
      message: `In all, ${found.length} of ${compared} comparisons of two arms cannot be separated on this log; the first ${mostNamed} are named.`,
    },
  ];
}
