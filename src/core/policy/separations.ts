import type { Finding } from '../ope/finding.ts';
import { formatNumber } from '../ope/format-number.ts';
import type { Influence } from '../ope/influence.ts';
import { interval } from '../ope/interval.ts';
import { armMean, rowClusters } from './arm-means.ts';
import type { ExplorationData } from './exploration-data.ts';

/** Logs with more arms than this compare each with production (or the first arm) only, and name so many pairs. */
const mostArms = 6;
const mostNamed = 20;

/** A sentence for each pair of arms and objective whose means the log cannot tell apart; pairs that it can are not mentioned. */
export function* separations(data: ExplorationData, rows: Int32Array, level: number): Generator<void, readonly Finding[]> {
  const clusters = rowClusters(data, rows);
  yield;
  const taken = new Set(data.action);
  const arms = data.actions.map((_, arm) => arm).filter((arm) => taken.has(arm));
  const centre = data.production ?? arms[0] ?? 0;
  const found: Finding[] = [];
  let compared = 0;
  for (let objective = 0; objective < data.objectives.length; objective += 1) {
    // Each holds one number per row: only those of a few arms are kept.
    const kept = new Map<number, Influence>();
    for (const one of arms.length > mostArms ? [centre] : arms) {
      for (const two of arms) {
        if (one === two || (arms.length <= mostArms && two < one)) continue;
        const [left, right] = [Math.min(one, two), Math.max(one, two)];
        const means: Influence[] = [];
        for (const arm of [left, right]) {
          const mean = kept.get(arm) ?? armMean(data, rows, objective, arm);
          if (arms.length <= mostArms || arm === centre) kept.set(arm, mean);
          means.push(mean);
          yield;
        }
        const [first, second] = means;
        if (first === undefined || second === undefined) continue;
        compared += 1;
        const terms = second.terms.map((term, row) => term - (first.terms[row] ?? 0));
        const difference = { value: second.value - first.value, terms };
        const { low, high } = interval(difference, level, clusters === undefined ? {} : { clusters });
        yield;
        if (low > 0 || high < 0) continue;
        found.push({
          level: 'info',
          code: 'not-separated',
          message: `This log cannot separate ${data.actions[left]} from ${data.actions[right]} on ${data.objectives[objective]}: the difference is ${formatNumber(difference.value, 2)} with a ${formatNumber(100 * level)}% interval of ${formatNumber(low, 2)} to ${formatNumber(high, 2)}.`,
        });
      }
    }
  }
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
