import { formatNumber } from '../ope/format-number.ts';
import type { ExplorationData } from './exploration-data.ts';
import type { Parts } from './split.ts';
import type { SweepOptions } from './sweep-options.ts';
import type { SweepResult } from './sweep-result.ts';

/** How the log was divided, and what the figures therefore are figures of, in words. */
export function describeSplit(
  data: ExplorationData,
  parts: Parts,
  options: SweepOptions & { readonly confirmShare: number },
): SweepResult['split'] {
  const { by, learn, score, confirm, sameData, cutMs } = parts;
  const count = (rows: Int32Array) => formatNumber(rows.length, 12);
  const later = cutMs === undefined ? '' : `, the later requests only for these (from ${new Date(cutMs).toISOString()})`;
  const note = sameData
    ? `Policies were learned and scored on the same ${count(score)} rows: what they seem to gain is partly luck that will not come again.`
    : `Policies were learned on ${count(learn)} rows, scored on ${count(score)} other rows and confirmed on ${count(confirm)} more, split by ${by} with seed ${options.seed}${later}: learned and scored on different rows.`;
  return {
    by,
    seed: options.seed,
    learnShare: options.learnShare,
    learnRows: learn.length,
    scoreRows: score.length,
    confirmRows: confirm.length,
    confirmShare: options.confirmShare,
    time: cutMs === undefined ? 'mixed' : 'later',
    sameData,
    estimand: estimandOf(data, parts),
    note,
  };
}

function estimandOf(data: ExplorationData, { by, sameData, cutMs }: Parts): string {
  const who = by === 'user' ? 'users' : 'requests';
  if (sameData) return `The ${who} of this log, on the rows the policy was fitted to.`;
  const when = cutMs !== undefined ? 'later than those learned on' : data.at === undefined ? 'of the same kind' : 'in the same weeks';
  return `New ${who} like those of this log, ${when}: none of them was learned on. Intervals allow for other ${who} having been drawn, and say nothing of other times.`;
}
