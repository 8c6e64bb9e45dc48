import { encodeFlops, generateFlops, naiveFlops, prefillFlops, retrieveFlops, scoreFlops } from '../../../core/bundle/flops.ts';
import type { TrunkShape } from '../../../core/bundle/trunk-shape.ts';
import { randomWeights } from '../../engine/graph/trunk/random-weights.ts';
import { randomHistory, randomRequest, randomVectors } from '../../engine/random-request.ts';
import { type HistoryTensors, type KeptTensors, type RequestTensors, TrunkRunner } from '../../engine/trunk-runner.ts';

/** The model every ratio is stated for. */
export const measuredShape: TrunkShape = {
  dimensions: 128,
  width: 128,
  layers: 4,
  attentionHeads: 4,
  actions: 6,
  surfaces: 4,
  topics: 40,
  offsets: 4,
  recent: 128,
};
const catalogueRows = 30_000;

/** One pass: by the clock, and the processor time of the one thread it ran on, which other programs disturb less. */
export interface Timing {
  readonly clockMs: number;
  readonly processorMs: number;
}

/** Passes of each way, in turn within one round so that a slow moment of the machine touches all. */
export interface PathTimes {
  readonly encode: Timing[];
  readonly retrieve: Timing[];
  readonly score: Timing[];
  readonly prefill: Timing[];
}

export const pathFlops = {
  encode: (n: number) => encodeFlops(measuredShape, n),
  retrieve: () => generateFlops(measuredShape, 1) + retrieveFlops(catalogueRows, measuredShape.dimensions, 1),
  score: (n: number, k: number) => scoreFlops(measuredShape, n, k),
  prefill: (n: number, k: number) => prefillFlops(measuredShape, n, k),
  naive: (n: number, k: number) => naiveFlops(measuredShape, n, k),
} as const;

/** One model with random weights and a random catalogue, on one thread of the CPU. */
export class ModelPaths {
  readonly #runner: TrunkRunner;
  readonly #catalogue: Float32Array;

  static async open(): Promise<ModelPaths> {
    const catalogue = randomVectors(catalogueRows, measuredShape.dimensions, 3);
    return new ModelPaths(await TrunkRunner.open(measuredShape, randomWeights(measuredShape, 1), { threads: 1, catalogue }), catalogue);
  }

  private constructor(runner: TrunkRunner, catalogue: Float32Array) {
    this.#runner = runner;
    this.#catalogue = catalogue;
  }

  release(): Promise<void> {
    return this.#runner.release();
  }

  /** `rounds` of every way but the naive one; a first round is left out. Short passes are repeated, and each figure is the mean of a round. */
  async measure(n: number, k: number, rounds: number, signal: AbortSignal): Promise<PathTimes> {
    const history = randomHistory(measuredShape, n, 1);
    const times: PathTimes = { encode: [], retrieve: [], score: [], prefill: [] };
    for (let round = -1; round < rounds; round++) {
      signal.throwIfAborted();
      const [encodeTime, encoded] = await timed(repeats(pathFlops.encode(n)), () => this.#runner.encode(history));
      const [retrieveTime, request] = await timed(repeats(2e8), () => this.#retrieve(encoded, n, k));
      const [scoreTime, shared] = await timed(repeats(pathFlops.score(n, k)), () => this.#runner.score(encoded, request));
      const [prefillTime, alone] = await timed(repeats(pathFlops.prefill(n, k)), () => this.#runner.fullPrefill(history, request));
      if (round < 0) agree(shared, alone);
      else {
        times.encode.push(encodeTime);
        times.retrieve.push(retrieveTime);
        times.score.push(scoreTime);
        times.prefill.push(prefillTime);
      }
    }
    return times;
  }

  /** One pass over the history for each of `k` candidates, all of them. */
  async naive(n: number, k: number, signal: AbortSignal): Promise<Timing> {
    const history: HistoryTensors = randomHistory(measuredShape, n, 1);
    const request = randomRequest(measuredShape, n, k, 1);
    const d = measuredShape.dimensions;
    const [time] = await timed(1, async () => {
      for (let candidate = 0; candidate < k; candidate++) {
        signal.throwIfAborted();
        await this.#runner.fullPrefill(history, { ...request, candidates: request.candidates.slice(candidate * d, (candidate + 1) * d) });
      }
    });
    return time;
  }

  /** The next query vector, the k nearest items of the whole catalogue, and the vectors that ranking reads. */
  async #retrieve(
    encoded: KeptTensors & { readonly states: Float32Array; readonly recent: Float32Array },
    n: number,
    k: number,
  ): Promise<RequestTensors> {
    const { width, dimensions: d, actions } = measuredShape;
    const queries = await this.#runner.generate({
      count: 1,
      states: encoded.states.slice((n - 1) * width, n * width),
      recent: encoded.recent.slice((n - 1) * d, n * d),
      outcomes: new Float32Array(actions),
      topics: BigInt64Array.of(0n),
      offsets: BigInt64Array.of(0n),
    });
    const rows = await this.#runner.retrieve(queries, k);
    const candidates = new Float32Array(k * d);
    rows.forEach((row, place) => candidates.set(this.#catalogue.subarray(row * d, (row + 1) * d), place * d));
    return { ...randomRequest(measuredShape, n, 1, 1), candidates };
  }
}

async function timed<T>(times: number, work: () => Promise<T>): Promise<readonly [Timing, T]> {
  const before = process.threadCpuUsage();
  const started = performance.now();
  let answer = await work();
  for (let time = 1; time < times; time++) answer = await work();
  const clockMs = performance.now() - started;
  const used = process.threadCpuUsage(before);
  return [{ clockMs: clockMs / times, processorMs: (used.user + used.system) / 1000 / times }, answer];
}

/** Processor time is counted in ticks of up to 10 ms on some systems, so a figure covers about 100 ms of work. */
function repeats(flops: number): number {
  return Math.max(1, Math.round(3e9 / flops));
}

/** A ratio between ways that answer differently would mean nothing. */
function agree(left: Float32Array, right: Float32Array): void {
  const largest = left.reduce((most, value, index) => Math.max(most, Math.abs(value - (right[index] ?? Number.NaN))), 0);
  if (!(largest < 1e-4)) throw new Error(`The ways differ by ${largest}, so their times cannot be compared.`);
}
