/** The topic tree: 8 tops of 6 middles of 5 leaves. A leaf is (top * 6 + middle) * 5 + low, from 0 to 239. */
export const topicShape = { tops: 8, middles: 6, lows: 5, leaves: 240 } as const;

/** Visual styles, independent of topic. */
export const styleCount = 12;

/** What an operator may see of an item. What decides how people respond to it is hidden: see `Catalogue.affinity`. */
export interface WorldItem {
  /** Dense number, from 0. */
  readonly index: number;
  /** Leaf of the topic tree, 0 to 239. */
  readonly topic: number;
  /** 0 to `styleCount` - 1. */
  readonly style: number;
  /** Unsigned 32-bit seed of colours and shapes. Near-duplicates share the seed of the item their cluster started from. */
  readonly paletteSeed: number;
  /** The item this one was made from; in a chain that is the one before it. Undefined for originals. */
  readonly nearDuplicateOf: number | undefined;
  /** Steps from the original, 0 for originals: pictures and texts drift with it, so that neighbours of a chain look alike and its ends do not. */
  readonly variation: number;
  /** Unix milliseconds. */
  readonly createdAtMs: number;
  /** Dense number of the creator, from 0. */
  readonly creator: number;
  readonly isAd: boolean;
  /** Bid per click in dollars; 0 when it is not an ad. */
  readonly bid: number;
  /** A quarter of the catalogue has a title and no text. */
  readonly hasText: boolean;
}
