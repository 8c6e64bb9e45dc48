import type { Profiles } from './interactions.ts';

/** Up to `most` neighbours of every item, most similar first; -1 where there are fewer. */
export interface Neighbours {
  readonly most: number;
  readonly item: Int32Array;
  readonly similarity: Float32Array;
}

/** Largest catalogue whose item numbers fit beside a similarity in the sort key below. */
export const mostNeighbourItems = 2 ** 21;
const similaritySteps = 2 ** 31;

/**
 * Item-to-item similarity by co-occurrence in profiles, sim(i, j) = n_ij / (sqrt(n_i n_j) + shrink): the cosine of two binary user columns with a shrinkage
 * term for small counts (Sarwar et al. 2001; shrinkage as in Dacrema et al. 2019). One table per shrink, filled for a range of items at a time.
 */
export class NeighbourBuilder {
  readonly #profiles: Profiles;
  readonly #shrinks: readonly number[];
  readonly #usersOf: { readonly offsets: Int32Array; readonly user: Int32Array };
  readonly #count: Int32Array;
  readonly #touched: Int32Array;
  readonly #keys: Float64Array;
  readonly tables: readonly Neighbours[];

  constructor(profiles: Profiles, shrinks: readonly number[], most: number) {
    if (profiles.items > mostNeighbourItems) throw new RangeError(`${profiles.items} items are more than ${mostNeighbourItems}.`);
    this.#profiles = profiles;
    this.#shrinks = shrinks;
    this.#usersOf = invert(profiles);
    this.#count = new Int32Array(profiles.items);
    this.#touched = new Int32Array(profiles.items);
    this.#keys = new Float64Array(profiles.items);
    this.tables = shrinks.map(() => ({
      most,
      item: new Int32Array(profiles.items * most).fill(-1),
      similarity: new Float32Array(profiles.items * most),
    }));
  }

  /** Fills the neighbours of one item. */
  fill(item: number): void {
    const { offsets, user } = this.#usersOf;
    const profiles = this.#profiles;
    const own = (offsets[item + 1] ?? 0) - (offsets[item] ?? 0);
    let touched = 0;
    for (let entry = offsets[item] ?? 0; entry < (offsets[item + 1] ?? 0); entry++) {
      const who = user[entry] ?? 0;
      for (let place = profiles.offsets[who] ?? 0; place < (profiles.offsets[who + 1] ?? 0); place++) {
        const other = profiles.item[place] ?? 0;
        if (other === item) continue;
        const before = this.#count[other] ?? 0;
        if (before === 0) this.#touched[touched++] = other;
        this.#count[other] = before + 1;
      }
    }
    this.#shrinks.forEach((shrink, index) => {
      const table = this.tables[index];
      if (table !== undefined) this.#write(table, item, own, touched, shrink);
    });
    for (let place = 0; place < touched; place++) this.#count[this.#touched[place] ?? 0] = 0;
  }

  #write(table: Neighbours, item: number, own: number, touched: number, shrink: number): void {
    const { offsets } = this.#usersOf;
    const keys = this.#keys.subarray(0, touched);
    for (let place = 0; place < touched; place++) {
      const other = this.#touched[place] ?? 0;
      const others = (offsets[other + 1] ?? 0) - (offsets[other] ?? 0);
      const similarity = (this.#count[other] ?? 0) / (Math.sqrt(own * others) + shrink);
      // One number sorts by similarity and then by the lower item; sorting numbers natively is far cheaper than by a comparison.
      keys[place] =
        Math.min(similaritySteps - 1, Math.round(similarity * similaritySteps)) * mostNeighbourItems + (mostNeighbourItems - 1 - other);
    }
    keys.sort();
    for (let place = 0; place < Math.min(touched, table.most); place++) {
      const key = keys[touched - 1 - place] ?? 0;
      table.item[item * table.most + place] = mostNeighbourItems - 1 - (key % mostNeighbourItems);
      table.similarity[item * table.most + place] = Math.floor(key / mostNeighbourItems) / similaritySteps;
    }
  }
}

/**
 * Adds to `scores` [items] the similarity of neighbours to the items of one profile, using the neighbours `from` up to `to` of each.
 *
 * @param halfLife events after which an item of the history counts half; undefined = all count alike
 */
export function scoreByNeighbours(
  scores: Float64Array,
  profiles: Profiles,
  user: number,
  table: Neighbours,
  { from, to }: { readonly from: number; readonly to: number },
  halfLife: number | undefined,
): void {
  for (let place = profiles.offsets[user] ?? 0; place < (profiles.offsets[user + 1] ?? 0); place++) {
    const weight = halfLife === undefined ? 1 : 2 ** (-(profiles.age[place] ?? 0) / halfLife);
    if (weight < 1e-6) continue;
    const first = (profiles.item[place] ?? 0) * table.most;
    for (let entry = first + from; entry < first + Math.min(to, table.most); entry++) {
      const other = table.item[entry] ?? -1;
      if (other < 0) break;
      scores[other] = (scores[other] ?? 0) + weight * (table.similarity[entry] ?? 0);
    }
  }
}

function invert({ items, users, offsets, item }: Profiles): { readonly offsets: Int32Array; readonly user: Int32Array } {
  const starts = new Int32Array(items + 1);
  for (const row of item) starts[row + 1] = (starts[row + 1] ?? 0) + 1;
  for (let row = 0; row < items; row++) starts[row + 1] = (starts[row + 1] ?? 0) + (starts[row] ?? 0);
  const next = starts.slice();
  const user = new Int32Array(item.length);
  for (let who = 0; who < users; who++) {
    for (let place = offsets[who] ?? 0; place < (offsets[who + 1] ?? 0); place++) {
      const row = item[place] ?? 0;
      const at = next[row] ?? 0;
      user[at] = who;
      next[row] = at + 1;
    }
  }
  return { offsets: starts, user };
}
