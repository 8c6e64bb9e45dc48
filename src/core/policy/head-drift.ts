import type { HeadDrift, HeadSample } from './head-health.ts';

/** A log in this many equal parts of its time. */
const timeSteps = 12;
/** A step with fewer requests has no place in a search for a change. */
const leastRequests = 20;
const tenths = 10;
/** Share that an empty tenth is given in the stability index. */
const leastShare = 1e-4;

/** Drift of every head; pauses after each. */
export function* headDrift(sample: HeadSample): Generator<void, readonly HeadDrift[]> {
  const { heads, at, counts } = sample;
  if (at === undefined || counts.length === 0) return [];
  let from = Infinity;
  let to = -Infinity;
  for (const time of at) {
    if (time < from) from = time;
    if (time > to) to = time;
  }
  const width = (to - from) / timeSteps;
  const step = Int32Array.from(at, (time) => (width > 0 ? Math.min(timeSteps - 1, Math.floor((time - from) / width)) : 0));
  const drift: HeadDrift[] = [];
  for (const [head, name] of heads.entries()) {
    drift.push(yield* driftOf(sample, head, name, step, from, width));
  }
  return drift;
}

function* driftOf(
  sample: HeadSample,
  head: number,
  name: string,
  step: Int32Array,
  from: number,
  width: number,
): Generator<void, HeadDrift> {
  const { counts, values, heads } = sample;
  // Candidates of one request go together, so a request counts as its mean.
  const requestMeans = Array.from({ length: timeSteps }, (): number[] => []);
  const candidates = Array.from({ length: timeSteps }, (): number[] => []);
  let place = 0;
  for (const [request, count] of counts.entries()) {
    const part = step[request] ?? 0;
    let total = 0;
    for (let candidate = 0; candidate < count; candidate += 1, place += 1) {
      const value = values[place * heads.length + head] ?? 0;
      total += value;
      candidates[part]?.push(value);
    }
    if (count > 0) requestMeans[part]?.push(total / count);
    if (request % 200 === 199) yield;
  }
  const sorted: Float64Array[] = [];
  for (const part of candidates) {
    sorted.push(Float64Array.from(part).sort());
    yield;
  }
  const moments = requestMeans.map(momentsOf);
  const best = largestChange(moments);
  yield;
  const boundary = best?.boundary ?? Math.floor(timeSteps / 2);
  return {
    head: name,
    steps: moments.map(({ count, mean, variance }, part) => ({
      fromMs: from + part * width,
      toMs: from + (part + 1) * width,
      requests: count,
      mean,
      se: count < 2 ? 0 : Math.sqrt(variance / count),
      low: quantile(sorted[part], 0.1),
      median: quantile(sorted[part], 0.5),
      high: quantile(sorted[part], 0.9),
    })),
    ...(best === undefined
      ? {}
      : {
          change: {
            atMs: from + best.boundary * width,
            before: best.before,
            after: best.after,
            ratio: best.before === 0 ? Number.POSITIVE_INFINITY : best.after / best.before,
            errors: best.errors,
          },
        }),
    stability: stabilityIndex(candidates.slice(0, boundary).flat(), candidates.slice(boundary).flat()),
  };
}

interface Moments {
  readonly count: number;
  readonly mean: number;
  readonly variance: number;
}

function momentsOf(values: readonly number[]): Moments {
  const count = values.length;
  const mean = count === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / count;
  const variance = count < 2 ? 0 : values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (count - 1);
  return { count, mean, variance };
}

/** The boundary between two steps across which the mean of all before and all after differ by the most standard errors. */
function largestChange(steps: readonly Moments[]) {
  let best: { readonly boundary: number; readonly before: number; readonly after: number; readonly errors: number } | undefined;
  for (let boundary = 1; boundary < steps.length; boundary += 1) {
    const [before, after] = [pooled(steps.slice(0, boundary)), pooled(steps.slice(boundary))];
    if (before.count < leastRequests || after.count < leastRequests) continue;
    const se = Math.sqrt(before.variance / before.count + after.variance / after.count);
    const errors = se === 0 ? (before.mean === after.mean ? 0 : Number.POSITIVE_INFINITY) : Math.abs(after.mean - before.mean) / se;
    if (best === undefined || errors > best.errors) best = { boundary, before: before.mean, after: after.mean, errors };
  }
  return best;
}

function pooled(parts: readonly Moments[]): Moments {
  const count = parts.reduce((sum, part) => sum + part.count, 0);
  if (count === 0) return { count: 0, mean: 0, variance: 0 };
  const mean = parts.reduce((sum, part) => sum + part.count * part.mean, 0) / count;
  const squares = parts.reduce((sum, part) => sum + Math.max(0, part.count - 1) * part.variance + part.count * (part.mean - mean) ** 2, 0);
  return { count, mean, variance: count < 2 ? 0 : squares / (count - 1) };
}

function quantile(sorted: Float64Array | undefined, share: number): number {
  if (sorted === undefined || sorted.length === 0) return 0;
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
}

/** Sum over tenths of the earlier values of (q - p) ln(q / p). */
function stabilityIndex(earlier: readonly number[], later: readonly number[]): number {
  if (earlier.length === 0 || later.length === 0) return 0;
  const sorted = Float64Array.from(earlier).sort();
  const cuts = [...new Set(Array.from({ length: tenths - 1 }, (_, cut) => quantile(sorted, (cut + 1) / tenths)))];
  const shares = (values: readonly number[]) => {
    const counts = new Float64Array(cuts.length + 1);
    for (const value of values) {
      let bin = 0;
      while (bin < cuts.length && value > (cuts[bin] ?? Infinity)) bin += 1;
      counts[bin] = (counts[bin] ?? 0) + 1;
    }
    return Array.from(counts, (count) => Math.max(leastShare, count / values.length));
  };
  const [p, q] = [shares(earlier), shares(later)];
  return p.reduce((sum, share, bin) => sum + ((q[bin] ?? 0) - share) * Math.log((q[bin] ?? 0) / share), 0);
}
