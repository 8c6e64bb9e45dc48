import { Worker } from 'node:worker_threads';
import type { Resampling } from '../../../core/policy/frontier-bootstrap.ts';
import { createComputeClient } from '../../compute/client.ts';
import { resampleAcross } from '../../compute/resample-across.ts';
import { workerUrl } from '../../worker-url.ts';
import type { BenchCase, BenchContext, BenchFigure } from '../bench-case.ts';
import { figure, median } from '../measure.ts';
import type { SweepKind, SweepReport } from './sweep-kind.ts';

const runs = 3;
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

/** One kind in a thread of its own, as the console sweeps: what was compiled for the rows of another kind is not used for these. */
async function sweeps(context: BenchContext, kind: SweepKind): Promise<readonly BenchFigure[]> {
  const { signal } = context;
  const worker = new Worker(workerUrl('sweep-worker'), { workerData: kind });
  const stop = () => void worker.terminate();
  signal.addEventListener('abort', stop);
  try {
    return await new Promise((resolve, reject) => {
      worker.on('message', (report: SweepReport) => (typeof report === 'string' ? context.progress(report) : resolve(report)));
      worker.on('error', reject);
      worker.on('exit', () => reject(signal.aborted ? signal.reason : new Error('The thread of a sweep ended before its figures.')));
    });
  } finally {
    signal.removeEventListener('abort', stop);
    await worker.terminate();
  }
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
