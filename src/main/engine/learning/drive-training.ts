import type { FactoredShape } from '../../../core/learn/factored-shape.ts';
import { batchRows, learningRate, mostEpochs, patience, weightDecay } from '../../../core/learn/net-options.ts';
import { type CurvePoint, train, type Trained } from '../../../core/learn/train.ts';
import type { LearnItem } from './contract.ts';
import { sliceRows, tell, tellEveryMs } from './pace.ts';
import type { RowTable } from './row-source.ts';
import type { NetBatch } from './towers-session.ts';

/** What is trained: the loss of a batch with its gradient, and the loss summed over rows that judge. */
export interface Trainee {
  gradient(parameters: Float32Array, batch: NetBatch): Promise<{ readonly loss: number; readonly gradient: Float32Array }>;
  loss(parameters: Float32Array, batch: NetBatch): Promise<number>;
}

export interface Lesson {
  readonly shape: FactoredShape;
  /** The parameters that training starts from. */
  readonly start: Float32Array;
  readonly seed: number;
  readonly table: RowTable;
  readonly held: RowTable;
  /** On the clock of `performance`; training ends with the best parameters so far. */
  readonly untilMs: number;
  /** Of the whole work: where training begins, and its share. */
  readonly progress: { readonly from: number; readonly share: number };
}

/** Trains, tells how far it is, and looks at the signal between batches. */
export async function* driveTraining(
  trainee: Trainee,
  { shape, start, seed, table, held, untilMs, progress }: Lesson,
  signal: AbortSignal,
): AsyncGenerator<LearnItem<never>, Trained> {
  const work = train(start, table.rows, {
    seed,
    batchRows: batchRows(table.rows),
    mostEpochs,
    rate: learningRate,
    patience,
    decay: weightDecay(shape),
  });
  let told = 0;
  let curve: readonly CurvePoint[] = [];
  let step = work.next();
  while (step.done !== true) {
    signal.throwIfAborted();
    const request = step.value;
    const stop = performance.now() > untilMs;
    const isEpoch = request.type === 'validate';
    if (isEpoch) {
      let total = 0;
      for (let from = 0; from < held.rows; from += sliceRows)
        total += await trainee.loss(request.parameters, held.range(from, Math.min(held.rows, from + sliceRows)));
      step = work.next({ loss: total / Math.max(1, held.rows), stop });
      curve = [...request.curve];
    } else step = work.next({ ...(await trainee.gradient(request.parameters, table.batch(request.batch))), stop });
    if (!isEpoch && performance.now() - told < tellEveryMs) continue;
    told = performance.now();
    yield tell('Training', progress.from + progress.share * request.fraction, curve);
  }
  return step.value;
}
