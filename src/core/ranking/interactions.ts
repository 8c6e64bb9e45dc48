/** Events of users in order, as one list: user u's events are `offsets[u]` up to `offsets[u + 1]`. */
export interface Interactions {
  readonly users: number;
  readonly items: number;
  readonly offsets: Int32Array;
  readonly item: Int32Array;
  /** 1 where the event is a positive outcome. */
  readonly positive: Uint8Array;
}

/** Distinct items of each user, newest first, and how many events ago each was last met (0 = the newest). */
export interface Profiles {
  readonly users: number;
  readonly items: number;
  readonly offsets: Int32Array;
  readonly item: Int32Array;
  readonly age: Int32Array;
}

/**
 * Profiles from the first `ends[u] - offsets[u]` events of every user (`ends` holds places in the list), of all events or of the positive ones;
 * ages count events of either kind. A user keeps the `most` newest items.
 */
export function profilesOf(interactions: Interactions, ends: Int32Array, signal: 'all' | 'positive', most: number): Profiles {
  const { users, items, item, positive } = interactions;
  const offsets = new Int32Array(users + 1);
  const found: number[] = [];
  const ages: number[] = [];
  const seenBy = new Int32Array(items).fill(-1);
  for (let user = 0; user < users; user++) {
    const start = interactions.offsets[user] ?? 0;
    const end = ends[user] ?? start;
    const first = found.length;
    for (let event = end - 1; event >= start && found.length - first < most; event--) {
      if (signal === 'positive' && positive[event] !== 1) continue;
      const row = item[event] ?? 0;
      if (seenBy[row] === user) continue;
      seenBy[row] = user;
      found.push(row);
      ages.push(end - 1 - event);
    }
    offsets[user + 1] = found.length;
  }
  return { users, items, offsets, item: Int32Array.from(found), age: Int32Array.from(ages) };
}
