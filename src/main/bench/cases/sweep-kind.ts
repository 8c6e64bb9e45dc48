import { type AlphaCurve, buildAlphaCurve } from '../../../core/policy/alpha-curve.ts';
import { buildHitCurve } from '../../../core/policy/hit-curve.ts';
import type { BenchFigure } from '../bench-case.ts';
import { figure, median } from '../measure.ts';
import { makeLearnedRows } from './learned-rows.ts';
import { benchArms, makeBenchRows, passBlocks } from './sweep-rows.ts';

export type SweepKind = 'learned' | 'surfaces' | 'random';

/** What the thread of a sweep says: how far it is, and at last its figures. */
export type SweepReport = string | readonly BenchFigure[];

const rows = 1_000_000;
const runs = 3;
const alphas = Array.from({ length: 101 }, (_, step) => step / 100);

/** One kind of rows: the exact sweep, its Reward@HIT alone, any alpha after the build and the longest slice, against the blocked passes. */
export function measureSweep(kind: SweepKind, progress: (line: string) => void): readonly BenchFigure[] {
  progress(`making ${rows} rows of ${kind}`);
  const data = kind === 'learned' ? makeLearnedRows(rows) : makeBenchRows(rows, kind);
  const exact: number[] = [];
  const hitOnly: number[] = [];
  const blocked: number[] = [];
  const slices: number[] = [];
  let curve: Timed<AlphaCurve> | undefined;
  for (let run = 0; run < runs; run += 1) {
    progress(`${kind}: exact sweep ${run + 1} of ${runs}`);
    // The one before is let go first: in use there is one.
    curve = undefined;
    curve = timed(buildAlphaCurve(data));
    exact.push(curve.ms);
    slices.push(curve.longestMs);
    hitOnly.push(timed(buildHitCurve(data)).ms);
    progress(`${kind}: ${alphas.length} blocked passes ${run + 1} of ${runs}`);
    const started = performance.now();
    passBlocks(data, alphas);
    blocked.push(performance.now() - started);
  }
  if (curve === undefined) return [];
  const { made } = curve;
  const reads = alphas.map((alpha) => {
    const started = performance.now();
    made.at(alpha);
    return performance.now() - started;
  });
  const each = (ms: number) => ((ms * 1e6) / rows / benchArms).toFixed(2);
  const baseline = median(blocked);
  const against = { baseline, baselineName: `${alphas.length} blocked passes` };
  const memoryMb = Math.round(process.memoryUsage().rss / 1e6);
  const note = `${each(median(exact))} ns per row and action for every alpha; blocked: ${each(baseline)} for ${alphas.length}, ${each(baseline / alphas.length)} each; ${(made.steps.length / rows).toFixed(2)} changes a row; ${memoryMb} MB resident`;
  return [
    figure(`sweep: exact, ${kind}`, 'ms', exact, { ...against, ratio: baseline / median(exact), note }),
    figure(`sweep: Reward@HIT alone, ${kind}`, 'ms', hitOnly, {
      ...against,
      ratio: baseline / median(hitOnly),
      note: `${each(median(hitOnly))} ns per row and action`,
    }),
    figure(`sweep: any alpha after the build, ${kind}`, 'ms', reads, { note: 'aim: under 1 ms' }),
    figure(`sweep: longest slice, ${kind}`, 'ms', slices, { note: 'between two pauses of the worker; aim: under 50 ms' }),
  ];
}

interface Timed<T> {
  readonly made: T;
  readonly ms: number;
  readonly longestMs: number;
}

/** Drives work to its end, and times each of its steps. */
function timed<T>(work: Generator<void, T>): Timed<T> {
  const started = performance.now();
  let last = started;
  let longestMs = 0;
  for (;;) {
    const step = work.next();
    const now = performance.now();
    longestMs = Math.max(longestMs, now - last);
    if (step.done === true) return { made: step.value, ms: now - started, longestMs };
    last = performance.now();
  }
}
