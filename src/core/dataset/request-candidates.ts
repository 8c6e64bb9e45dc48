/** Everything a ranker could choose from at one request, in the order in which it came. Parallel columns; `heads` holds all heads of a candidate together. */
export interface RequestCandidates {
  /** Dense item numbers. */
  readonly items: Int32Array;
  /** Predicted probability of each head. */
  readonly heads: Float32Array;
  /** Utility that production adds whatever the heads say and whatever the weights are. */
  readonly bonus: Float32Array;
  /** Index into the sources that the log's schema names. */
  readonly sources: Uint8Array;
}

/** One request as bytes: items, heads, bonus, sources. All platforms this runs on are little-endian. */
export function encodeCandidates({ items, heads, bonus, sources }: RequestCandidates): Uint8Array {
  const bytes = new Uint8Array(items.byteLength + heads.byteLength + bonus.byteLength + sources.byteLength);
  let place = 0;
  for (const column of [items, heads, bonus, sources]) {
    bytes.set(new Uint8Array(column.buffer, column.byteOffset, column.byteLength), place);
    place += column.byteLength;
  }
  return bytes;
}

/** What `encodeCandidates` was given, for a known number of heads; undefined where the length does not fit. */
export function decodeCandidates(bytes: Uint8Array, heads: number): RequestCandidates | undefined {
  const count = bytes.length / (4 + 4 * heads + 4 + 1);
  if (!Number.isInteger(count)) return undefined;
  // A copy is aligned whatever the bytes were part of.
  const { buffer } = new Uint8Array(bytes);
  return {
    items: new Int32Array(buffer, 0, count),
    heads: new Float32Array(buffer, 4 * count, count * heads),
    bonus: new Float32Array(buffer, 4 * count * (1 + heads), count),
    sources: new Uint8Array(buffer, 4 * count * (2 + heads), count),
  };
}
