import { RandomStream } from '../random/random-stream.ts';

/** Rows to learn on and rows to score on: no user, and no row, is in both. */
export interface Split {
  readonly by: 'user' | 'row';
  readonly learn: Int32Array;
  readonly score: Int32Array;
}

/** Splits by user where the log names users, by row otherwise; the same seed gives the same split whatever else the log holds. */
export function splitRows(rows: number, user: Int32Array | undefined, learnShare: number, seed: number): Split {
  const users = new RandomStream(seed, 'split by user');
  const lone = new RandomStream(seed, 'split by row');
  const learn: number[] = [];
  const score: number[] = [];
  for (let row = 0; row < rows; row += 1) {
    const id = user?.[row] ?? -1;
    const draw = id >= 0 ? users.uniform(id) : lone.uniform(row);
    (draw < learnShare ? learn : score).push(row);
  }
  return { by: user === undefined ? 'row' : 'user', learn: Int32Array.from(learn), score: Int32Array.from(score) };
}

/** Fold of each of the given rows, users whole. */
export function foldRows(rows: Int32Array, user: Int32Array | undefined, count: number, seed: number): Uint8Array {
  const users = new RandomStream(seed, 'folds by user');
  const lone = new RandomStream(seed, 'folds by row');
  return Uint8Array.from(rows, (row) => {
    const id = user?.[row] ?? -1;
    return id >= 0 ? users.int(id, count) : lone.int(row, count);
  });
}
