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
};
const catalogueRows = 30_000;

/** Milliseconds of one pass of each way, in turn within one round so that a slow moment of the machine touches all. */
export interface PathTimes {
  readonly encode: number[];
  readonly retrieve: number[];
  readonly score: number[];
  readonly prefill: number[];
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

  /** `rounds` of every way but the naive one; a first round is left out. */
  async measure(n: number, k: number, rounds: number, signal: AbortSignal): Promise<PathTimes> {
    const history = randomHistory(measuredShape, n, 1);
    const times: PathTimes = { encode: [], retrieve: [], score: [], prefill: [] };
    for (let round = -1; round < rounds; round++) {
      signal.throwIfAborted();
      const [encodeMs, encoded] = await timed(() => this.#runner.encode(history));
      const [retrieveMs, request] = await timed(() => this.#retrieve(encoded, n, k));
      const [scoreMs, shared] = await timed(() => this.#runner.score(encoded, request));
      const [prefillMs, alone] = await timed(() => this.#runner.fullPrefill(history, request));
      if (round < 0) agree(shared, alone);
      else {
        times.encode.push(encodeMs);
        times.retrieve.push(retrieveMs);
        times.score.push(scoreMs);
        times.prefill.push(prefillMs);
      }
    }
    return times;
  }

  /** One pass over the history for each of `k` candidates, all of them. */
  async naive(n: number, k: number, signal: AbortSignal): Promise<number> {
    const history: HistoryTensors = randomHistory(measuredShape, n, 1);
    const request = randomRequest(measuredShape, n, k, 1);
    const d = measuredShape.dimensions;
    const [ms] = await timed(async () => {
      for (let candidate = 0; candidate < k; candidate++) {
        signal.throwIfAborted();
        await this.#runner.fullPrefill(history, { ...request, candidates: request.candidates.slice(candidate * d, (candidate + 1) * d) });
      }
    });
    return ms;
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

async function timed<T>(work: () => Promise<T>): Promise<readonly [number, T]> {
  const started = performance.now();
  const answer = await work();
  return [performance.now() - started, answer];
}

/** A ratio between ways that answer differently would mean nothing. */
function agree(left: Float32Array, right: Float32Array): void {
  const largest = left.reduce((most, value, index) => Math.max(most, Math.abs(value - (right[index] ?? Number.NaN))), 0);
  if (!(largest < 1e-4)) throw new Error(`The ways differ by ${largest}, so their times cannot be compared.`);
}
