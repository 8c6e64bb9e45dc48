import { RandomStream } from '../random/random-stream.ts';
import { Adam } from './adam.ts';

/** How a net is trained. */
export interface TrainOptions {
  readonly seed: number;
  readonly batchRows: number;
  readonly mostEpochs: number;
  /** Highest learning rate; it rises over the first steps and falls as a half cosine to a hundredth at `mostEpochs`. */
  readonly rate: number;
  /** Validations in a row without a better one after which training stops. */
  readonly patience: number;
  /** Weight decay per parameter. */
  readonly decay: Float32Array;
}

/** What a driver is asked for: the gradient of one batch, or the loss over the validation rows. */
export type TrainRequest =
  | { readonly type: 'gradient'; readonly parameters: Float32Array; readonly batch: Int32Array; readonly fraction: number }
  | { readonly type: 'validate'; readonly parameters: Float32Array; readonly curve: readonly CurvePoint[]; readonly fraction: number };

/** `loss` is the batch's mean, or the validation rows'; `stop` ends training with the best parameters so far. */
export interface TrainAnswer {
  readonly loss: number;
  readonly gradient?: Float32Array;
  readonly stop?: boolean;
}

/** Mean losses after an epoch. */
export interface CurvePoint {
  readonly epoch: number;
  readonly train: number;
  readonly validation: number;
}

export interface Trained {
  /** Those with the lowest validation loss. */
  readonly parameters: Float32Array;
  readonly curve: readonly CurvePoint[];
  /** Why it ended. */
  readonly end: 'patience' | 'epochs' | 'stopped';
}

const warmSteps = 50;

/** Mini-batch training with Adam and early stopping; the driver computes gradients and losses. The same seed draws the same batches. */
export function* train(start: Float32Array, rows: number, options: TrainOptions): Generator<TrainRequest, Trained, TrainAnswer> {
  const { seed, batchRows, mostEpochs, patience } = options;
  const parameters = start.slice();
  const adam = new Adam(options.decay);
  const order = Int32Array.from({ length: rows }, (_, row) => row);
  const batches = Math.max(1, Math.floor(rows / batchRows));
  const size = Math.ceil(rows / batches);
  const curve: CurvePoint[] = [];
  let best = { loss: Infinity, parameters: start, epoch: 0 };
  let step = 0;
  for (let epoch = 1; epoch <= mostEpochs; epoch += 1) {
    new RandomStream(seed, `learn order ${epoch}`).shuffle(order);
    let total = 0;
    for (let batch = 0; batch < batches; batch += 1) {
      const places = order.subarray(batch * size, Math.min((batch + 1) * size, rows));
      const fraction = step / (batches * mostEpochs);
      const answer = yield { type: 'gradient', parameters, batch: places, fraction };
      if (answer.stop === true) return { parameters: best.parameters, curve, end: 'stopped' };
      step += 1;
      total += answer.loss * places.length;
      const cosine = 0.01 + 0.99 * 0.5 * (1 + Math.cos(Math.PI * fraction));
      if (answer.gradient !== undefined) adam.step(parameters, answer.gradient, options.rate * cosine * Math.min(1, step / warmSteps));
    }
    const answer = yield { type: 'validate', parameters, curve, fraction: step / (batches * mostEpochs) };
    curve.push({ epoch, train: total / rows, validation: answer.loss });
    if (answer.loss < best.loss) best = { loss: answer.loss, parameters: parameters.slice(), epoch };
    if (answer.stop === true) return { parameters: best.parameters, curve, end: 'stopped' };
    if (epoch - best.epoch >= patience) return { parameters: best.parameters, curve, end: 'patience' };
  }
  return { parameters: best.parameters, curve, end: 'epochs' };
}
