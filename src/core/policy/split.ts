import { RandomStream } from '../random/random-stream.ts';
import { finish } from './progress.ts';

/** Rows to learn on and rows to score on: no user, and no row, is in both. */
interface Split {
  readonly by: 'user' | 'row';
  readonly learn: Int32Array;
  readonly score: Int32Array;
}

/** Rows of a log in three parts that share no user (or row): policies are learned on the first, a point is picked on the second and quoted from the third. */
export interface Parts extends Split {
  readonly confirm: Int32Array;
  /** Unix milliseconds: learned on rows before it, scored and confirmed on rows from it on; absent where every part holds all times. */
  readonly cutMs?: number;
  /** True where the rows are learned on, scored on and not confirmed at all. */
  readonly sameData: boolean;
}

export interface SplitOptions {
  readonly learnShare: number;
  /** Share of the users that are not learned on. */
  readonly confirmShare: number;
  readonly seed: number;
  readonly sameData?: boolean;
  /** `later`: learned on the earlier rows of some users, scored and confirmed on the later rows of others. */
  readonly time?: 'mixed' | 'later';
}

/** Share of the rows, by time, that may be learned on where later rows are scored. */
const earlierShare = 0.6;
const slice = 32_768;

/** Splits by user where the log names users, by row otherwise; the same seed gives the same split whatever else the log holds. */
export function splitRows(rows: number, user: Int32Array | undefined, learnShare: number, seed: number): Split {
  return finish(splittingParts({ rows, ...(user === undefined ? {} : { user }) }, { learnShare, confirmShare: 0, seed }));
}

/** The three parts, with pauses. */
export function* splittingParts(
  data: { readonly rows: number; readonly user?: Int32Array; readonly at?: Float64Array },
  options: SplitOptions,
): Generator<void, Parts> {
  const { rows, user, at } = data;
  const by = user === undefined ? ('row' as const) : ('user' as const);
  if (options.sameData === true) {
    const all = everyRow(rows);
    return { by, learn: all, score: all, confirm: new Int32Array(0), sameData: true };
  }
  const { learnShare, confirmShare, seed } = options;
  const cutMs = options.time === 'later' && at !== undefined ? timeAt(at, earlierShare) : undefined;
  const users = new RandomStream(seed, 'split by user');
  const lone = new RandomStream(seed, 'split by row');
  const confirmFrom = learnShare + (1 - learnShare) * (1 - confirmShare);
  const parts = [new Int32Array(rows), new Int32Array(rows), new Int32Array(rows)] as const;
  const counts = [0, 0, 0];
  let last = -1;
  let draw = 0;
  for (let row = 0; row < rows; row += 1) {
    const id = user?.[row] ?? -1;
    // Rows of one user often stand together.
    if (id < 0) draw = lone.uniform(row);
    else if (id !== last) draw = users.uniform(id);
    last = id;
    const part = draw < learnShare ? 0 : draw < confirmFrom ? 1 : 2;
    if (cutMs === undefined || (at?.[row] ?? 0) < cutMs === (part === 0)) {
      const place = counts[part] ?? 0;
      parts[part][place] = row;
      counts[part] = place + 1;
    }
    if (row % slice === slice - 1) yield;
  }
  const [learn, score, confirm] = [0, 1, 2].map((part) => (parts[part] ?? new Int32Array(0)).slice(0, counts[part]));
  const none = new Int32Array(0);
  return {
    by,
    learn: learn ?? none,
    score: score ?? none,
    confirm: confirm ?? none,
    ...(cutMs === undefined ? {} : { cutMs }),
    sameData: false,
  };
}

/** Rows that predictions are made for: those scored, then those that confirm. */
export function heldRows(parts: Parts): Int32Array {
  const held = new Int32Array(parts.score.length + parts.confirm.length);
  held.set(parts.score);
  held.set(parts.confirm, parts.score.length);
  return held;
}

/** Fold of each of the given rows, users whole. */
export function foldRows(rows: Int32Array, user: Int32Array | undefined, count: number, seed: number): Uint8Array {
  const users = new RandomStream(seed, 'folds by user');
  const lone = new RandomStream(seed, 'folds by row');
  const folds = new Uint8Array(rows.length);
  let last = -1;
  let fold = 0;
  for (let place = 0; place < rows.length; place += 1) {
    const row = rows[place] ?? 0;
    const id = user?.[row] ?? -1;
    // Rows of one user often stand together.
    if (id < 0) fold = lone.int(row, count);
    else if (id !== last) fold = users.int(id, count);
    last = id;
    folds[place] = fold;
  }
  return folds;
}

/** Every row, in order. */
export function everyRow(rows: number): Int32Array {
  const all = new Int32Array(rows);
  for (let row = 0; row < rows; row += 1) all[row] = row;
  return all;
}

/** The time before which that share of the rows lies, from a sample of them. */
function timeAt(at: Float64Array, share: number): number {
  const step = Math.max(1, Math.floor(at.length / 50_000));
  const sample = Float64Array.from({ length: Math.ceil(at.length / step) }, (_, place) => at[place * step] ?? 0).sort();
  return sample[Math.floor(share * sample.length)] ?? 0;
}
