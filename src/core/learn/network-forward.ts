import { factoredParameters } from './factored-shape.ts';
import type { LearnedNetwork } from './learned-network.ts';

/** The numbers of a net that its answers depend on. */
export type NetworkNumbers = Pick<LearnedNetwork, 'shape' | 'parameters' | 'model'>;

/** One parameter, row by row. */
export function networkPart({ shape, parameters }: Pick<NetworkNumbers, 'shape' | 'parameters'>, name: string): Float32Array {
  let at = 0;
  for (const part of factoredParameters(shape)) {
    const size = part.rows * part.columns;
    if (part.name === name) return parameters.subarray(at, at + size);
    at += size;
  }
  throw new RangeError(`There is no parameter ${name}.`);
}

/**
 * The last layer of the whole net as one matrix: what each output of the state tower (base values of the heads, then their factors) adds to each (action, head),
 * and the constants. In units of the rewards.
 */
export function networkAnswers({ shape, model }: NetworkNumbers): { readonly weights: Float32Array; readonly constants: Float32Array } {
  const { heads, actions, rank } = shape;
  const width = heads * rank;
  const weights = new Float32Array(heads * (1 + rank) * actions * heads);
  const constants = new Float32Array(actions * heads);
  for (let action = 0; action < actions; action += 1) {
    for (let head = 0; head < heads; head += 1) {
      const column = action * heads + head;
      const { mean, deviation } = model.scales[head] ?? { mean: 0, deviation: 1 };
      let constant = model.fixed[column] ?? 0;
      weights[head * actions * heads + column] = deviation;
      for (let factor = head * rank; factor < (head + 1) * rank; factor += 1) {
        const own = model.factors[action * width + factor] ?? 0;
        weights[(heads + factor) * actions * heads + column] = deviation * ((model.shared[factor] ?? 0) + own);
        constant -= (model.centre[factor] ?? 0) * own;
      }
      constants[column] = mean + deviation * constant;
    }
  }
  return { weights, constants };
}

/** Predicted rewards of some rows, [rows, actions, heads], in double precision: for few rows, without a runtime. */
export function networkForward(network: NetworkNumbers, inputs: Float32Array, rows: number): Float64Array {
  const { shape } = network;
  const part = (name: string) => networkPart(network, name);
  const first = dense(Float64Array.from(inputs), rows, part('first'), part('firstBias')).map(Math.tanh);
  const second = dense(first, rows, part('second'), part('secondBias')).map(Math.tanh);
  const state = dense(second, rows, part('state'), part('stateBias'));
  const { weights, constants } = networkAnswers(network);
  if (state.length !== rows * shape.heads * (1 + shape.rank)) throw new RangeError('The inputs do not fit the net.');
  return dense(state, rows, weights, constants);
}

function dense(x: Float64Array, rows: number, weights: Float32Array, bias: Float32Array): Float64Array {
  const columns = bias.length;
  const inner = x.length / rows;
  const y = new Float64Array(rows * columns);
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < columns; column += 1) {
      let value = bias[column] ?? 0;
      for (let place = 0; place < inner; place += 1) value += (x[row * inner + place] ?? 0) * (weights[place * columns + column] ?? 0);
      y[row * columns + column] = value;
    }
  }
  return y;
}
