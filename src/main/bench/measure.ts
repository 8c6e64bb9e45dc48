import type { BenchFigure } from './bench-case.ts';

/** Times two ways of one thing in turn, so that a slow moment of the machine touches both. */
export async function timePairs(
  runs: number,
  first: () => unknown,
  second: () => unknown,
): Promise<{ readonly first: readonly number[]; readonly second: readonly number[] }> {
  await first();
  await second();
  const times = { first: [] as number[], second: [] as number[] };
  for (let run = 0; run < runs; run++) {
    let started = performance.now();
    await first();
    times.first.push(performance.now() - started);
    started = performance.now();
    await second();
    times.second.push(performance.now() - started);
  }
  return times;
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((left, right) => left - right);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? upper) + upper) / 2;
}

export function figure(name: string, unit: string, values: readonly number[], rest: Partial<BenchFigure> = {}): BenchFigure {
  return { name, unit, runs: values.length, median: median(values), min: Math.min(...values), max: Math.max(...values), ...rest };
}

/** A timed way beside its baseline: ratio above 1 means faster than the baseline. */
export function compared(
  name: string,
  times: readonly number[],
  baselineName: string,
  baselineTimes: readonly number[],
  note?: string,
): BenchFigure {
  const baseline = median(baselineTimes);
  return figure(name, 'ms', times, { baseline, baselineName, ratio: baseline / median(times), ...(note === undefined ? {} : { note }) });
}
