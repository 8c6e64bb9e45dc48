import { rankDifferences } from '../../../core/ranking/rank-differences.ts';

/** Where one item stood before and stands after; ranks count from 1, `undefined` where the item is not in that order. */
export interface RankMove {
  readonly item: number;
  readonly before?: number;
  readonly after?: number;
  /** Places gained (positive) or lost (negative); 0 for items that are in one order only. */
  readonly gain: number;
}

export interface RankDifference {
  /** By item number. */
  readonly moves: ReadonlyMap<number, RankMove>;
  readonly moved: number;
  readonly entered: number;
  readonly left: number;
  /** Items common to the first `depth` of both orders. */
  readonly overlap: { readonly depth: number; readonly shared: number };
  /** Kendall's tau-a over the items that both orders hold: 1 = same order, -1 = reversed; undefined below two items. */
  readonly tau?: number;
  /** The largest moves first, ties by the better new rank. */
  readonly movers: readonly RankMove[];
}

/** Pairs that stand the wrong way round, counted while merging: O(n log n), so a slider can ask at every step. */
function inversions(values: readonly number[]): number {
  if (values.length < 2) return 0;
  let count = 0;
  let source = [...values];
  let target = Array.from({ length: values.length }, () => 0);
  for (let width = 1; width < source.length; width *= 2) {
    for (let start = 0; start < source.length; start += 2 * width) {
      const middle = Math.min(start + width, source.length);
      const end = Math.min(start + 2 * width, source.length);
      let left = start;
      let right = middle;
      for (let index = start; index < end; index += 1) {
        const takeLeft = left < middle && (right >= end || (source[left] ?? 0) <= (source[right] ?? 0));
        if (!takeLeft) count += middle - left;
        target[index] = (takeLeft ? source[left++] : source[right++]) ?? 0;
      }
    }
    [source, target] = [target, source];
  }
  return count;
}

/** Compares two orders of items, best first. Items are dense numbers and occur at most once in each. */
export function rankDifference(before: readonly number[], after: readonly number[], depth = 10): RankDifference {
  const moves = new Map<number, RankMove>();
  const common: number[] = [];
  let entered = 0;
  for (const { id, first, second, gained } of rankDifferences(before, after)) {
    const places = { ...(first === undefined ? {} : { before: first }), ...(second === undefined ? {} : { after: second }) };
    moves.set(id, { item: id, ...places, gain: gained ?? 0 });
    if (first === undefined) entered += 1;
    else if (second !== undefined) common.push(first);
  }
  const movers = [...moves.values()]
    .filter((move) => move.gain !== 0)
    .sort((a, b) => Math.abs(b.gain) - Math.abs(a.gain) || (a.after ?? 0) - (b.after ?? 0));
  const reach = Math.min(depth, Math.max(before.length, after.length));
  const leaders = new Set(before.slice(0, reach));
  const pairs = (common.length * (common.length - 1)) / 2;
  return {
    moves,
    moved: movers.length,
    entered,
    left: before.length - common.length,
    overlap: { depth: reach, shared: after.slice(0, reach).filter((item) => leaders.has(item)).length },
    ...(pairs === 0 ? {} : { tau: 1 - (2 * inversions(common)) / pairs }),
    movers,
  };
}
