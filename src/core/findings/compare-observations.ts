interface ObservedTop {
  readonly top: readonly { readonly id: string; readonly title: string; readonly rank: number }[];
}

export interface TopMove {
  readonly id: string;
  readonly title: string;
  /** Rank in each; undefined where it is not in that top. */
  readonly before?: number;
  readonly after?: number;
}

/** Compares two observed tops: common items, and every item whose place is another, those of the new top first, then those that left. */
export function compareTops(
  before: ObservedTop,
  after: ObservedTop,
): { readonly overlap: number; readonly depth: number; readonly moves: readonly TopMove[] } {
  const ranksBefore = new Map(before.top.map(({ id, rank }) => [id, rank]));
  const ranksAfter = new Map(after.top.map(({ id, rank }) => [id, rank]));
  const moves: TopMove[] = after.top.flatMap(({ id, title, rank }) => {
    const old = ranksBefore.get(id);
    return old === rank ? [] : [{ id, title, after: rank, ...(old === undefined ? {} : { before: old }) }];
  });
  for (const { id, title, rank } of before.top) if (!ranksAfter.has(id)) moves.push({ id, title, before: rank });
  return {
    overlap: after.top.filter(({ id }) => ranksBefore.has(id)).length,
    depth: Math.max(before.top.length, after.top.length),
    moves,
  };
}
