import { toBytes } from './bytes.ts';
import type { StoreDatabase } from './database.ts';
import { Slices } from './slices.ts';

/** Events gathered before a segment is written: 4 MiB of memory, and few enough segments per million events. */
const segmentEvents = 524_288;

/** Builds the index from items to the sessions they occur in, segment by segment, in bounded memory. */
export class ItemSessionsWriter {
  readonly #database: StoreDatabase;
  readonly #dataset: number;
  readonly #slices = new Slices();
  readonly #items = new Int32Array(segmentEvents);
  readonly #sessions = new Int32Array(segmentEvents);
  #length = 0;
  #segment = 0;

  constructor(database: StoreDatabase, dataset: number) {
    this.#database = database;
    this.#dataset = dataset;
  }

  /** Items and sessions of consecutive events; sessions ascend. */
  async add(items: Int32Array, sessions: Int32Array, proceed: () => void): Promise<void> {
    for (let from = 0; from < items.length;) {
      const count = Math.min(items.length - from, segmentEvents - this.#length);
      this.#items.set(items.subarray(from, from + count), this.#length);
      this.#sessions.set(sessions.subarray(from, from + count), this.#length);
      this.#length += count;
      from += count;
      if (this.#length === segmentEvents) await this.flush(proceed);
    }
  }

  async flush(proceed: () => void): Promise<void> {
    const { items, starts, sessions } = groupByItem(this.#items.subarray(0, this.#length), this.#sessions);
    const insert = this.#database.statement('INSERT INTO item_sessions (dataset, item, segment, sessions) VALUES (?, ?, ?, ?)');
    await this.#slices.run(this.#database.connection, items.length, proceed, (from, to) => {
      for (let index = from; index < to; index += 1) {
        const own = distinct(sessions.subarray(starts[index], starts[index + 1]));
        insert.run(this.#dataset, items[index], this.#segment, toBytes(own));
      }
    });
    this.#length = 0;
    this.#segment += 1;
  }
}

/** A stable counting sort by item: distinct items ascending, and where the sessions of each start. */
function groupByItem(
  items: Int32Array,
  sessions: Int32Array,
): { readonly items: Int32Array; readonly starts: Int32Array; readonly sessions: Int32Array } {
  let largest = -1;
  for (const item of items) if (item > largest) largest = item;
  const next = new Int32Array(largest + 2);
  for (const item of items) next[item + 1] = (next[item + 1] ?? 0) + 1;
  const present: number[] = [];
  const starts: number[] = [];
  for (let item = 0; item <= largest; item += 1) {
    const start = next[item] ?? 0;
    const count = next[item + 1] ?? 0;
    next[item + 1] = start + count;
    if (count === 0) continue;
    present.push(item);
    starts.push(start);
  }
  starts.push(items.length);
  const grouped = new Int32Array(items.length);
  for (let index = 0; index < items.length; index += 1) {
    const item = items[index] ?? 0;
    const place = next[item] ?? 0;
    grouped[place] = sessions[index] ?? 0;
    next[item] = place + 1;
  }
  return { items: Int32Array.from(present), starts: Int32Array.from(starts), sessions: grouped };
}

/** Equal neighbours once. */
function distinct(sorted: Int32Array): Int32Array {
  let length = 0;
  const out = new Int32Array(sorted.length);
  for (const value of sorted) {
    if (length > 0 && out[length - 1] === value) continue;
    out[length] = value;
    length += 1;
  }
  return out.subarray(0, length);
}
