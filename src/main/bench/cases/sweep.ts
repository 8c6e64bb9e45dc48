import { type AlphaCurve, buildAlphaCurve } from '../../../core/policy/alpha-curve.ts';
import type { Resampling } from '../../../core/policy/frontier-bootstrap.ts';
import { buildHitCurve } from '../../../core/policy/hit-curve.ts';
import { createComputeClient } from '../../compute/client.ts';
import { resampleAcross } from '../../compute/resample-across.ts';
import type { BenchCase, BenchContext, BenchFigure } from '../bench-case.ts';
import { figure, median } from '../measure.ts';
import { makeLearnedRows } from './learned-rows.ts';
import { benchArms, makeBenchRows, passBlocks } from './sweep-rows.ts';

const rows = 1_000_000;
const runs = 3;
const alphas = Array.from({ length: 101 }, (_, step) => step / 100);
const [users, columns, replicates] = [50_000, 84, 1_000];

/** The exact sweep of every alpha against one hundred and one passes of the best loop there is, and the bootstrap of a frontier. */
export const sweepCase: BenchCase = {
  name: 'sweep',
  summary: 'every alpha of 1,000,000 rows x 49 actions at once against 101 blocked passes, and 1,000 bootstrap replicates of 50,000 users',
  async run(context) {
    return [
      ...(await sweeps(context, 'learned')),
      ...(await sweeps(context, 'surfaces')),
      ...(await sweeps(context, 'random')),
      ...(await bootstraps(context)),
    ];
  },
};

async function sweeps(context: BenchContext, kind: 'learned' | 'surfaces' | 'random'): Promise<readonly BenchFigure[]> {
  context.progress(`making ${rows} rows of ${kind}`);
  const data = kind === 'learned' ? makeLearnedRows(rows) : makeBenchRows(rows, kind);
  const exact: number[] = [];
  const hitOnly: number[] = [];
  const blocked: number[] = [];
  const slices: number[] = [];
  let curve: Timed<AlphaCurve> | undefined;
  for (let run = 0; run < runs; run += 1) {
    context.progress(`${kind}: exact sweep ${run + 1} of ${runs}`);
    curve = await timed(buildAlphaCurve(data), context.signal);
    exact.push(curve.ms);
    slices.push(curve.longestMs);
    hitOnly.push((await timed(buildHitCurve(data), context.signal)).ms);
    context.progress(`${kind}: ${alphas.length} blocked passes ${run + 1} of ${runs}`);
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

async function bootstraps(context: BenchContext): Promise<readonly BenchFigure[]> {
  const plan: Resampling = {
    groups: users,
    columns,
    sums: Float64Array.from({ length: users * columns }, (_, place) => (((place * 7919) % 1_000) / 1_000 - 0.5) / users),
    values: Float64Array.from({ length: columns }, (_, column) => 1 + column / 1_000),
    errors: new Float64Array(4 * (columns / 2 - 1)).fill(0.01),
    policies: columns / 2 - 1,
    objectives: 2,
    rivals: [],
    guardrails: [],
    reference: [0.9, 0.9],
    seed: 1,
    replicates,
  };
  const compute = createComputeClient({ workers: 2 });
  const times: readonly number[][] = [[], []];
  try {
    for (let run = 0; run <= runs; run += 1) {
      for (const lanes of [1, 2]) {
        context.progress(`bootstrap on ${lanes === 1 ? 'one thread' : 'two threads'}, ${run} of ${runs}`);
        const started = performance.now();
        await resampleAcross(compute, plan, { signal: context.signal, lanes });
        // The first run starts the workers.
        if (run > 0) times[lanes - 1]?.push(performance.now() - started);
      }
    }
  } finally {
    await compute.close();
  }
  const [one = [], two = []] = times;
  return [
    figure(`sweep: ${replicates} bootstrap replicates, two threads`, 'ms', two, {
      baseline: median(one),
      baselineName: 'one thread',
      ratio: median(one) / median(two),
      note: `${users} users, ${columns} columns (${plan.policies} points and production, two objectives); aim: under 3 s`,
    }),
  ];
}

interface Timed<T> {
  readonly made: T;
  readonly ms: number;
  readonly longestMs: number;
}

/** Drives work to its end, giving way now and then as a worker does. */
async function timed<T>(work: Generator<void, T>, signal: AbortSignal): Promise<Timed<T>> {
  const started = performance.now();
  let last = started;
  let longestMs = 0;
  let breath = started;
  for (;;) {
    const step = work.next();
    const now = performance.now();
    longestMs = Math.max(longestMs, now - last);
    if (step.done === true) return { made: step.value, ms: now - started, longestMs };
    if (now - breath > 15) {
      await new Promise<void>((resolve) => setImmediate(resolve));
      signal.throwIfAborted();
      breath = performance.now();
    }
    last = performance.now();
  }
}
