import type { BenchCase, BenchContext, BenchFigure } from '../bench-case.ts';
import { figure, median } from '../measure.ts';
import { ModelPaths, pathFlops, type PathTimes } from './model-paths.ts';

const [n, k] = [512, 128];
const rounds = 15;
const naiveRounds = 2;

/**
 * One model for both stages beside what it replaces, in one process on one thread of the CPU: 4 layers of width 128, 512 events, 128 candidates, 30,000 items.
 * The weights are random: no ratio depends on them.
 */
export const modelCase: BenchCase = {
  name: 'model',
  summary: 'score from kept keys and values, and one model for two stages, against passes that keep nothing',
  run,
};

async function run(context: BenchContext): Promise<readonly BenchFigure[]> {
  const paths = await ModelPaths.open();
  try {
    context.progress(`${rounds} rounds of every way`);
    const times = await paths.measure(n, k, rounds, context.signal);
    context.progress('a pass over the history for every candidate');
    const naive: number[] = [];
    for (let round = 0; round < naiveRounds; round++) naive.push(await paths.naive(n, k, context.signal));
    return figures(times, naive);
  } finally {
    await paths.release();
  }
}

function figures(times: PathTimes, naive: readonly number[]): readonly BenchFigure[] {
  const sum = (...parts: readonly (readonly number[])[]) =>
    times.encode.map((_, round) => parts.reduce((total, part) => total + (part[round] ?? 0), 0));
  const shared = sum(times.encode, times.retrieve, times.score);
  const two = sum(times.encode, times.retrieve, times.prefill);
  const before = median(times.encode) + median(times.retrieve);
  const parts = `encode ${ms(times.encode)}, retrieve ${ms(times.retrieve)}, score ${ms(times.score)}`;
  const rates = {
    shared: gigaflops(pathFlops.encode(n) + pathFlops.score(n, k), median(times.encode) + median(times.score)),
    prefill: gigaflops(pathFlops.prefill(n, k), median(times.prefill)),
    naive: gigaflops(pathFlops.naive(n, k), median(naive)),
  };
  return [
    against(
      'model: score 128 candidates from kept keys and values',
      times.score,
      'in one pass with the history',
      median(times.prefill),
      (n + k) / k,
    ),
    against('model: encode, retrieve and score with one model', shared, 'two models', median(two), (2 * n + k) / (n + k), parts),
    against(
      'model: the same request',
      shared,
      'a pass over the history for each candidate',
      before + median(naive),
      (n + k * (n + 1)) / (n + k),
      `all ${k} candidates were run`,
    ),
    rate(
      'encode and score',
      times.encode.map((value, round) => value + (times.score[round] ?? 0)),
      pathFlops.encode(n) + pathFlops.score(n, k),
    ),
    rate('score', times.score, pathFlops.score(n, k), rates.shared),
    rate('one pass', times.prefill, pathFlops.prefill(n, k), rates.shared),
    rate('a pass for each candidate', naive, pathFlops.naive(n, k), rates.shared),
  ];
}

/** A way beside its baseline, and how much of what the token count promises was reached. */
function against(
  name: string,
  times: readonly number[],
  baselineName: string,
  baseline: number,
  predicted: number,
  more?: string,
): BenchFigure {
  const ratio = baseline / median(times);
  const share = `token count predicts ${predicted.toFixed(2)}x, ${((100 * ratio) / predicted).toFixed(0)}% of it reached`;
  return figure(name, 'ms', times, { baseline, baselineName, ratio, note: more === undefined ? share : `${share}; ${more}` });
}

function rate(name: string, times: readonly number[], flops: number, shared?: number): BenchFigure {
  const values = times.map((value) => gigaflops(flops, value));
  const note = `${(flops / 1e9).toFixed(3)} GFLOP, attention counted`;
  const compared = shared === undefined ? {} : { baseline: shared, baselineName: 'encode and score', ratio: median(values) / shared };
  return figure(`model: rate of ${name}`, 'GFLOP/s', values, { ...compared, note });
}

function gigaflops(flops: number, milliseconds: number): number {
  return flops / milliseconds / 1e6;
}

function ms(times: readonly number[]): string {
  return `${median(times).toFixed(1)} ms`;
}
