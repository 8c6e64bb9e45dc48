import type { EngineClient } from '../../engine/client.ts';
import type { BundleSpec, Histories } from '../../engine/contract.ts';
import type { BenchFigure } from '../bench-case.ts';
import { compared, median } from '../measure.ts';

const leftOut = 64;
const rounds = 3;

/** What each of the newest events is worth to one item: every history without one of them, read on from what it has in common with the whole, and read whole. */
export async function attributionFigure(
  engine: EngineClient,
  spec: BundleSpec,
  history: (round: number) => Histories,
  signal: AbortSignal,
): Promise<BenchFigure> {
  const times: { readonly continued: number[]; readonly whole: number[] } = { continued: [], whole: [] };
  const read: { readonly continued: number[]; readonly whole: number[] } = { continued: [], whole: [] };
  for (let round = -1; round < rounds; round++) {
    signal.throwIfAborted();
    const base = history(round);
    await engine.encodeHistory({ model: spec, ...structuredClone(base), wanted: new Int32Array(0), keep: true }, { signal });
    for (const way of ['continued', 'whole'] as const) {
      const started = performance.now();
      const input = { model: spec, ...variations(base), wanted: new Int32Array(0), keep: true, fresh: way === 'whole' };
      const encoded = await engine.encodeHistory(input, { signal });
      const request = { model: spec, length: base.length - 1, gap: 3, surface: 0 };
      await Promise.all(
        encoded.handles.map((handle) => engine.scoreCandidates({ ...request, handle, rows: Int32Array.of(7) }, { signal })),
      );
      if (round < 0) continue;
      times[way].push(performance.now() - started);
      read[way].push(encoded.read);
    }
  }
  const note = `the newest ${leftOut} of ${history(0).length} events; ${median(read.continued)} events read instead of ${median(read.whole)}`;
  return compared('inspect: attribution by leaving events out', times.continued, 'every history read whole', times.whole, note);
}

/** The history without one of its newest events, for each of them; the gap over the missing event is the time between its neighbours. */
function variations({ length, rows, actions, masked, gaps, surfaces }: Histories): Histories {
  const each = Array.from({ length: leftOut }, (_, place) => length - 1 - place);
  const without = <T extends Int32Array | Uint8Array | Float32Array>(all: T): readonly number[] =>
    each.flatMap((event) => Array.from(all).toSpliced(event, 1));
  const joined = each.flatMap((event) => {
    const seconds = Math.expm1(gaps[event] ?? 0) + Math.expm1(gaps[event + 1] ?? 0);
    return Array.from(gaps)
      .with(Math.min(event + 1, length - 1), Math.log1p(seconds))
      .toSpliced(event, 1);
  });
  return {
    count: leftOut,
    length: length - 1,
    rows: Int32Array.from(without(rows)),
    actions: Int32Array.from(without(actions)),
    masked: Uint8Array.from(without(masked)),
    gaps: Float32Array.from(joined),
    surfaces: Int32Array.from(without(surfaces)),
  };
}
