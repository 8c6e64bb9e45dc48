import { formatName, formatSigned } from '../../ui/format.ts';
import { movementCauses } from '../../../core/ranking/movement-causes.ts';
import type { RankedCandidate } from './rank-candidates.ts';

/** Heads named in a sentence. */
const named = 2;

function placed(rows: readonly RankedCandidate[]) {
  return rows.map(({ candidate, contributions }) => ({ id: candidate.item.index, contributions }));
}

/** `passed 4; save +0.0120, click −0.0030`: why an item moved between two orders, by the heads that count most; undefined when it crossed nobody. */
export function causeWords(
  heads: readonly string[],
  before: readonly RankedCandidate[],
  after: readonly RankedCandidate[],
  item: number,
): string | undefined {
  const causes = movementCauses(placed(before), placed(after), item);
  if (causes === undefined) return undefined;
  const most = causes.heads
    .map((value, index) => ({ value, head: heads[index] ?? '' }))
    .filter(({ value }) => value !== 0)
    .toSorted((left, right) => Math.abs(right.value) - Math.abs(left.value))
    .slice(0, named);
  const parts = most.map(({ head, value }) => `${formatName(head)} ${formatSigned(value, 4)}`);
  return `crossed ${causes.crossed}${parts.length === 0 ? '' : `; ${parts.join(', ')}`}`;
}
