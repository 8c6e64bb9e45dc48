import type { ComputeClient } from '../../compute/client.ts';
import type { WorldChunk } from '../../compute/tasks/world.ts';
import type { WorldChunkInput } from '../../../core/world/world-chunk.ts';

/** Finished chunks that may wait for an earlier one, per worker: this bounds the memory. */
const ahead = 2;

/**
 * Has up to `workers` threads make chunks, and answers them in the order asked for. A worker never runs further ahead than `ahead` chunks of what was taken.
 */
export async function* inOrder(
  compute: ComputeClient,
  inputs: readonly WorldChunkInput[],
  workers: number,
  signal: AbortSignal,
): AsyncGenerator<WorldChunk> {
  const stop = new AbortController();
  const stopped = AbortSignal.any([signal, stop.signal]);
  const slots = new Map(inputs.map((_, index) => [index, Promise.withResolvers<WorldChunk>()]));
  // A slot nobody waits for any more must not end the process when it fails.
  for (const slot of slots.values()) slot.promise.catch(() => undefined);
  let taken = 0;
  let next = 0;
  let wake = Promise.withResolvers<void>();
  const isAhead = () => next < inputs.length && next >= taken + workers * ahead && !stopped.aborted;
  const work = async () => {
    await compute.use(async (tasks) => {
      for (;;) {
        while (isAhead()) await wake.promise;
        const index = next;
        const input = inputs[index];
        if (input === undefined) return;
        stopped.throwIfAborted();
        next += 1;
        const slot = slots.get(index);
        slot?.resolve(await tasks['world.chunk'](input, { signal: stopped }));
      }
    });
  };
  const running = Promise.all(Array.from({ length: Math.min(workers, inputs.length) }, work));
  running.catch((error: unknown) => {
    stop.abort();
    for (const slot of slots.values()) slot.reject(error);
  });
  try {
    for (const [index, slot] of slots) {
      yield await slot.promise;
      // A chunk that was taken is kept by nobody here: a phase of any length holds a few at a time.
      slots.delete(index);
      taken += 1;
      wake.resolve();
      wake = Promise.withResolvers<void>();
    }
    await running;
  } finally {
    stop.abort();
    wake.resolve();
    await running.catch(() => undefined);
  }
}
