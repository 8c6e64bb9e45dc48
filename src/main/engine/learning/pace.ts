import { setImmediate } from 'node:timers/promises';
import type { LearnItem, LearnProgress } from './contract.ts';

/** Rows that go through the towers in one run: a few milliseconds. */
export const sliceRows = 4_096;
export const tellEveryMs = 200;

export function* slices(rows: Int32Array): Generator<Int32Array> {
  for (let from = 0; from < rows.length; from += sliceRows) yield rows.subarray(from, from + sliceRows);
}

/** Runs a quiet generator with a turn of the event loop after every slice. */
export async function* unhurried<Item, Result>(
  work: Generator<void, Result>,
  signal: AbortSignal,
  item: Item,
): AsyncGenerator<Item, Result> {
  let told = 0;
  for (;;) {
    const step = work.next();
    if (step.done === true) return step.value;
    await setImmediate();
    signal.throwIfAborted();
    if (performance.now() - told < tellEveryMs) continue;
    told = performance.now();
    yield item;
  }
}

export function tell(phase: string, fraction: number, curve: LearnProgress['curve'] = []): LearnItem<never> {
  return { type: 'progress', progress: { phase, fraction, curve } };
}
