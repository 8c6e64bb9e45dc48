import { applyNetInputs, type NetInputs } from '../../../core/learn/net-inputs.ts';
import type { RewardScale } from '../../../core/learn/reward-scales.ts';
import type { LoggedRows } from '../../../core/learn/tower-outputs.ts';
import type { LearnData } from './contract.ts';
import type { NetBatch } from './towers-session.ts';

/** Rows of a log as a net takes them: inputs and standardised rewards. */
export class RowSource {
  readonly width: number;
  readonly #data: LearnData;
  readonly #inputs: NetInputs;
  readonly #scales: readonly RewardScale[];

  constructor(data: LearnData, inputs: NetInputs, scales: readonly RewardScale[]) {
    this.#data = data;
    this.#inputs = inputs;
    this.#scales = scales;
    // A log without context still has one input, which is always 0.
    this.width = Math.max(1, inputs.plain.length + inputs.logs.length);
  }

  inputs(rows: Int32Array): Float32Array {
    const { values } = applyNetInputs(this.#data.context, this.#inputs, rows);
    return values.length === rows.length * this.width ? values : new Float32Array(rows.length * this.width);
  }

  logged(rows: Int32Array): LoggedRows {
    const { action, rewards, user } = this.#data;
    const heads = this.#scales.length;
    const standard = new Float32Array(rows.length * heads);
    this.#scales.forEach(({ mean, deviation }, head) => {
      const values = rewards[head];
      for (let place = 0; place < rows.length; place += 1)
        standard[place * heads + head] = ((values?.[rows[place] ?? 0] ?? 0) - mean) / deviation;
    });
    return {
      rewards: standard,
      action: Int32Array.from(rows, (row) => action[row] ?? 0),
      ...(user === undefined ? {} : { user: Int32Array.from(rows, (row) => user[row] ?? -1) }),
    };
  }
}

/** The training rows, laid out once, so that a batch of any of them is a plain copy. */
export class RowTable {
  readonly rows: number;
  readonly #width: number;
  readonly #heads: number;
  readonly #inputs: Float32Array;
  readonly #action: Int32Array;
  readonly #rewards: Float32Array;

  private constructor(rows: number, width: number, heads: number) {
    this.rows = rows;
    this.#width = width;
    this.#heads = heads;
    this.#inputs = new Float32Array(rows * width);
    this.#action = new Int32Array(rows);
    this.#rewards = new Float32Array(rows * heads);
  }

  /** Pauses after every slice of rows. */
  static *lay(source: RowSource, rows: Int32Array, heads: number, slice: number): Generator<void, RowTable> {
    const table = new RowTable(rows.length, source.width, heads);
    for (let from = 0; from < rows.length; from += slice) {
      const part = rows.subarray(from, from + slice);
      const { action, rewards } = source.logged(part);
      table.#inputs.set(source.inputs(part), from * source.width);
      table.#action.set(action, from);
      table.#rewards.set(rewards, from * heads);
      yield;
    }
    return table;
  }

  batch(places: Int32Array): NetBatch {
    const rows = places.length;
    const inputs = new Float32Array(rows * this.#width);
    const action = new Int32Array(rows);
    const rewards = new Float32Array(rows * this.#heads);
    for (let row = 0; row < rows; row += 1) {
      const place = places[row] ?? 0;
      action[row] = this.#action[place] ?? 0;
      const from = place * this.#width;
      const to = row * this.#width;
      for (let input = 0; input < this.#width; input += 1) inputs[to + input] = this.#inputs[from + input] ?? 0;
      for (let head = 0; head < this.#heads; head += 1) rewards[row * this.#heads + head] = this.#rewards[place * this.#heads + head] ?? 0;
    }
    return { rows, inputs, action, rewards };
  }

  /** The rows from `from` up to `to`, without copying. */
  range(from: number, to: number): NetBatch {
    return {
      rows: to - from,
      inputs: this.#inputs.subarray(from * this.#width, to * this.#width),
      action: this.#action.subarray(from, to),
      rewards: this.#rewards.subarray(from * this.#heads, to * this.#heads),
    };
  }
}
