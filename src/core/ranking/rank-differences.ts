export interface RankDifference<Id> {
  readonly id: Id;
  /** 1 = first; undefined where the item is in one order only. */
  readonly first?: number;
  readonly second?: number;
  /** Places gained from the first order to the second (positive = moved up). */
  readonly gained?: number;
}

/** Compares two orders of items (best first), in the second order; items of the first order alone follow. */
export function rankDifferences<Id>(first: readonly Id[], second: readonly Id[]): readonly RankDifference<Id>[] {
  const before = new Map(first.map((id, index) => [id, index + 1]));
  const after = new Set(second);
  const differences: RankDifference<Id>[] = second.map((id, index) => {
    const rank = before.get(id);
    return rank === undefined ? { id, second: index + 1 } : { id, first: rank, second: index + 1, gained: rank - index - 1 };
  });
  for (const [id, rank] of before) if (!after.has(id)) differences.push({ id, first: rank });
  return differences;
}
