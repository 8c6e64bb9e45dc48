import { setImmediate } from 'node:timers/promises';
import { RpcError } from '../../rpc/error.ts';

/** A slice of work ends after this long, so that a cancel arrives and progress leaves. */
const sliceMs = 15;
/** Progress is told at most this often. */
const tellEveryMs = 100;

export type Driven<Progress, Result> =
  | { readonly type: 'progress'; readonly progress: Progress }
  | { readonly type: 'result'; readonly result: Result };

/** Runs a generator of the core to its end: breathes between slices, stops when the signal aborts, and tells its progress. */
export async function* drive<Progress, Result>(
  work: Generator<Progress, Result>,
  signal: AbortSignal,
): AsyncGenerator<Driven<Progress, Result>> {
  let slice = performance.now();
  let told = -Infinity;
  for (;;) {
    const step = work.next();
    if (step.done === true) {
      yield { type: 'result', result: step.value };
      return;
    }
    const now = performance.now();
    if (now - slice < sliceMs) continue;
    if (now - told >= tellEveryMs) {
      told = now;
      yield { type: 'progress', progress: step.value };
    }
    await setImmediate();
    if (signal.aborted) throw new RpcError({ code: 'cancelled', message: 'Cancelled.' });
    slice = performance.now();
  }
}
