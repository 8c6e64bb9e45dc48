import { RandomStream } from '../random/random-stream.ts';

/** Rows that are trained on and rows that judge training; users whole, by the seed. */
export function splitValidation(
  rows: Int32Array,
  user: Int32Array | undefined,
  share: number,
  seed: number,
): { readonly train: Int32Array; readonly validation: Int32Array } {
  const users = new RandomStream(seed, 'learn validation by user');
  const lone = new RandomStream(seed, 'learn validation by row');
  const [train, validation] = [new Int32Array(rows.length), new Int32Array(rows.length)];
  let [trained, judged] = [0, 0];
  for (const row of rows) {
    const id = user?.[row] ?? -1;
    if ((id >= 0 ? users.uniform(id) : lone.uniform(row)) < share) validation[judged++] = row;
    else train[trained++] = row;
  }
  return { train: train.slice(0, trained), validation: validation.slice(0, judged) };
}
