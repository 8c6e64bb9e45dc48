import type { BenchCase, BenchContext, BenchFigure } from '../bench-case.ts';
import { figure, median } from '../measure.ts';
import { itemisedBelow, missingLine, missingOfRank, missingOfRequest } from './missing-time.ts';
import { ModelPaths, pathFlops, type PathTimes, type Timing } from './model-paths.ts';

const [n, k] = [512, 128];
/** Few candidates, where what does not grow with them counts most. */
const fewCandidates = 32;
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
    const naive: Timing[] = [];
    for (let round = 0; round < naiveRounds; round++) naive.push(await paths.naive(n, k, context.signal));
    context.progress(`${fewCandidates} candidates`);
    const few = await paths.measure(n, fewCandidates, rounds, context.signal);
    return [...figures(times, naive), ...(await fewFigures(few))];
  } finally {
    await paths.release();
  }
}

function figures(times: PathTimes, naive: readonly Timing[]): readonly BenchFigure[] {
  const { encode, retrieve, score, prefill } = times;
  const shared = sum(encode, retrieve, score);
  const both = sum(encode, score);
  const rate = gigaflops(pathFlops.encode(n) + pathFlops.score(n, k), median(both.map(processor)));
  const parts = `by the clock encode ${ms(encode)}, retrieve ${ms(retrieve)}, score ${ms(score)}`;
  const before = sum(encode, retrieve);
  const perCandidate = naive.map((time, round) => plus(time, before[round] ?? time));
  return [
    against('model: score 128 candidates from kept keys and values', score, 'in one pass with the history', prefill, (n + k) / k),
    against(
      'model: encode, retrieve and score with one model',
      shared,
      'two models',
      sum(encode, retrieve, prefill),
      (2 * n + k) / (n + k),
      parts,
    ),
    against(
      'model: the same request',
      shared,
      'a pass over the history for each candidate',
      perCandidate,
      (n + k * (n + 1)) / (n + k),
      `all ${k} candidates were run`,
    ),
    rateOf('encode and score', both, pathFlops.encode(n) + pathFlops.score(n, k)),
    rateOf('encode', encode, pathFlops.encode(n), rate),
    rateOf('score', score, pathFlops.score(n, k), rate),
    rateOf('one pass', prefill, pathFlops.prefill(n, k), rate),
    rateOf('a pass for each candidate', naive, pathFlops.naive(n, k), rate),
  ];
}

/** The same request with few candidates, and where a ratio falls short what the time was spent on. */
async function fewFigures({ encode, retrieve, score, prefill }: PathTimes): Promise<readonly BenchFigure[]> {
  const middle = (times: readonly Timing[]) => median(times.map(processor));
  const passes = { encode: middle(encode), retrieve: middle(retrieve), score: middle(score), onePass: middle(prefill) };
  const [rank, request] = [(n + fewCandidates) / fewCandidates, (2 * n + fewCandidates) / (n + fewCandidates)];
  const both = sum(encode, retrieve, score);
  const two = sum(encode, retrieve, prefill);
  const rankMissing =
    passes.onePass / passes.score < itemisedBelow * rank ? missingLine(await missingOfRank(n, fewCandidates, passes)) : undefined;
  const isShort = middle(two) / middle(both) < itemisedBelow * request;
  const requestMissing = isShort ? missingLine(missingOfRequest(n, fewCandidates, passes)) : undefined;
  return [
    against(
      `model: score ${fewCandidates} candidates from kept keys and values`,
      score,
      'in one pass with the history',
      prefill,
      rank,
      rankMissing,
    ),
    against(`model: ${fewCandidates} candidates with one model`, both, 'two models', two, request, requestMissing),
  ];
}

/** A way beside its baseline, and how much of what the token count promises was reached; processor time tells it on a busy machine. */
function against(
  name: string,
  times: readonly Timing[],
  baselineName: string,
  baselineTimes: readonly Timing[],
  predicted: number,
  more?: string,
): BenchFigure {
  const baseline = median(baselineTimes.map(clock));
  const ratio = baseline / median(times.map(clock));
  const byProcessor = median(baselineTimes.map(processor)) / median(times.map(processor));
  const share = (value: number) => `${value.toFixed(2)}x (${((100 * value) / predicted).toFixed(0)}%)`;
  const note = `token count predicts ${predicted.toFixed(2)}x; reached ${share(ratio)} by the clock, ${share(byProcessor)} by processor time`;
  return figure(name, 'ms', times.map(clock), { baseline, baselineName, ratio, note: more === undefined ? note : `${note}; ${more}` });
}

/** Operations a second of processor time, so that ways measured at different moments can be compared. */
function rateOf(name: string, times: readonly Timing[], flops: number, shared?: number): BenchFigure {
  const values = times.map((time) => gigaflops(flops, time.processorMs));
  const note = `${(flops / 1e9).toFixed(3)} GFLOP, attention counted`;
  const compared = shared === undefined ? {} : { baseline: shared, baselineName: 'encode and score', ratio: median(values) / shared };
  return figure(`model: rate of ${name}`, 'GFLOP/s', values, { ...compared, note });
}

function clock({ clockMs }: Timing): number {
  return clockMs;
}

function processor({ processorMs }: Timing): number {
  return processorMs;
}

function plus(left: Timing, right: Timing): Timing {
  return { clockMs: left.clockMs + right.clockMs, processorMs: left.processorMs + right.processorMs };
}

/** Round by round. */
function sum(first: readonly Timing[], ...rest: readonly (readonly Timing[])[]): readonly Timing[] {
  return rest.reduce<readonly Timing[]>((total, part) => total.map((time, round) => plus(time, part[round] ?? time)), first);
}

function gigaflops(flops: number, milliseconds: number): number {
  return flops / milliseconds / 1e6;
}

function ms(times: readonly Timing[]): string {
  return `${median(times.map(clock)).toFixed(1)} ms`;
}
