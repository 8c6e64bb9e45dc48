/** Where a tensor lies in the weight file: row major float32, little-endian. */
export interface PlacedTensor {
  readonly shape: readonly number[];
  /** Bytes from the beginning of the file. */
  readonly offset: number;
}

/** `weights.json` of a bundle: every tensor of `weights.bin` by its dotted name. */
export interface WeightsIndex {
  readonly tensors: Readonly<Record<string, PlacedTensor>>;
}

export function tensorBytes({ shape }: PlacedTensor): number {
  return 4 * shape.reduce((product, size) => product * size, 1);
}
