import { blockRows, type ColumnData, type ColumnType } from './column.ts';

/** Blocks are a power of two, so a row's block and place are a shift and a mask. */
const shift = Math.log2(blockRows);
const mask = blockRows - 1;

const makers: Readonly<Record<ColumnType, () => ColumnData>> = {
  f64: () => new Float64Array(blockRows),
  f32: () => new Float32Array(blockRows),
  i32: () => new Int32Array(blockRows),
  i16: () => new Int16Array(blockRows),
  u8: () => new Uint8Array(blockRows),
};

/** A column that grows by whole blocks, so that nothing is ever copied to make room. */
export class GrowingColumn {
  readonly type: ColumnType;
  readonly #blocks: ColumnData[] = [];
  #length = 0;

  constructor(type: ColumnType) {
    this.type = type;
  }

  get length(): number {
    return this.#length;
  }

  push(value: number): void {
    const offset = this.#length % blockRows;
    if (offset === 0) this.#blocks.push(makers[this.type]());
    const block = this.#blocks[this.#blocks.length - 1];
    if (block !== undefined) block[offset] = value;
    this.#length += 1;
  }

  /** Value of a row; NaN past the end. */
  at(row: number): number {
    return this.#blocks[row >>> shift]?.[row & mask] ?? Number.NaN;
  }

  set(row: number, value: number): void {
    const block = this.#blocks[row >>> shift];
    if (block !== undefined) block[row & mask] = value;
  }

  /** The blocks with their memory, the last one cut to its rows; the column is empty afterwards. */
  take(): ColumnData[] {
    const blocks = this.#blocks.splice(0);
    const rest = this.#length % blockRows;
    this.#length = 0;
    const last = blocks.at(-1);
    if (last !== undefined && rest !== 0) blocks[blocks.length - 1] = last.slice(0, rest);
    return blocks;
  }
}
