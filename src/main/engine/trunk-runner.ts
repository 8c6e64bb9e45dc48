import { join } from 'node:path';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { layerNames } from '../../core/bundle/layer-names.ts';
import type { TrunkShape } from '../../core/bundle/trunk-shape.ts';
import type { ProviderName } from './contract.ts';
import type { NamedWeights } from './graph/graph-builder.ts';
import { buildRetrievalGraph } from './graph/retrieval-graph.ts';
import { buildEncodeHistory } from './graph/trunk/encode-history.ts';
import { buildFullPrefill } from './graph/trunk/full-prefill.ts';
import { buildGenerate } from './graph/trunk/generate.ts';
import { buildScoreCandidates } from './graph/trunk/score-candidates.ts';
import { sessionOptions } from './session-options.ts';

/** Histories as tensors: items [B, n, d], actions [B, n, A], masked, gaps and surfaces [B, n]. */
export interface HistoryTensors {
  readonly count: number;
  readonly length: number;
  readonly items: Float32Array;
  readonly actions: Float32Array;
  readonly masked: Float32Array;
  readonly gaps: Float32Array;
  readonly surfaces: BigInt64Array;
}

/** Requests as tensors: candidates [B, k, d], length, gap and surface [B]. */
export interface RequestTensors {
  readonly count: number;
  readonly candidates: Float32Array;
  readonly length: BigInt64Array;
  readonly gap: Float32Array;
  readonly surface: BigInt64Array;
}

/** Keys and values of every layer, [B, N, n, e] each. */
export interface KeptTensors {
  readonly keys: readonly Float32Array[];
  readonly values: readonly Float32Array[];
}

/** The beginning that histories continue: events [B], keys and values of every layer [B, N, p, e] of which the first events are seen, and sums [B, r]. */
export interface PastTensors extends KeptTensors {
  readonly before: BigInt64Array;
  readonly recent: Float32Array;
}

export interface EncodedTensors extends KeptTensors {
  readonly states: Float32Array;
  readonly recent: Float32Array;
  readonly user: Float32Array;
}

export interface GenerateTensors {
  readonly count: number;
  readonly states: Float32Array;
  readonly recent: Float32Array;
  readonly outcomes: Float32Array;
  readonly topics: BigInt64Array;
  readonly offsets: BigInt64Array;
}

type Feeds = Readonly<Record<string, Tensor>>;

/**
 * The console's own graphs of one trunk, run directly and without batching: what measurements and tests compare. Serving goes through the serving worker.
 * `catalogue` is optional; without it there is nothing to retrieve from. With a `profileFolder` the runtime writes there what every operator took.
 */
export class TrunkRunner {
  readonly shape: TrunkShape;
  readonly #sessions: Readonly<Record<'encode' | 'generate' | 'score' | 'prefill', InferenceSession>>;
  readonly #retrieval: InferenceSession | undefined;
  readonly #rows: number;

  static async open(
    shape: TrunkShape,
    weights: NamedWeights,
    options: {
      readonly provider?: ProviderName;
      readonly threads?: number;
      readonly catalogue?: Float32Array;
      readonly profileFolder?: string;
    } = {},
  ): Promise<TrunkRunner> {
    const settings = sessionOptions(options.provider ?? 'cpu', options.threads ?? 1);
    const { profileFolder } = options;
    const create = (graph: Uint8Array, name = 'other') =>
      InferenceSession.create(graph, {
        ...settings,
        ...(profileFolder === undefined ? {} : { enableProfiling: true, profileFilePrefix: join(profileFolder, name) }),
      });
    const sessions = {
      encode: await create(buildEncodeHistory(shape, weights)),
      generate: await create(buildGenerate(shape, weights)),
      score: await create(buildScoreCandidates(shape, weights), 'score'),
      prefill: await create(buildFullPrefill(shape, weights), 'prefill'),
    };
    const { catalogue } = options;
    const rows = (catalogue?.length ?? 0) / shape.dimensions;
    const retrieval = catalogue === undefined ? undefined : await create(buildRetrievalGraph(catalogue, rows, shape.dimensions));
    return new TrunkRunner(shape, sessions, retrieval, rows);
  }

  private constructor(
    shape: TrunkShape,
    sessions: Readonly<Record<'encode' | 'generate' | 'score' | 'prefill', InferenceSession>>,
    retrieval: InferenceSession | undefined,
    rows: number,
  ) {
    this.shape = shape;
    this.#sessions = sessions;
    this.#retrieval = retrieval;
    this.#rows = rows;
  }

  async encode(history: HistoryTensors, past: PastTensors = this.#nothingBefore(history.count)): Promise<EncodedTensors> {
    const outputs = await this.#sessions.encode.run({ ...this.#history(history), ...this.#past(history.count, past) });
    const names = layerNames(this.shape.layers).map((name) => floats(outputs, name));
    return {
      keys: names.slice(0, this.shape.layers),
      values: names.slice(this.shape.layers),
      states: floats(outputs, 'states'),
      recent: floats(outputs, 'recent'),
      user: floats(outputs, 'user'),
    };
  }

  /** Query vectors [B, Q, d]. */
  async generate(input: GenerateTensors): Promise<Float32Array> {
    const { width, recent, actions } = this.shape;
    const vectors = input.topics.length / input.count;
    const outputs = await this.#sessions.generate.run({
      state: new Tensor('float32', input.states, [input.count, width]),
      recent: new Tensor('float32', input.recent, [input.count, recent]),
      outcomes: new Tensor('float32', input.outcomes, [input.count, vectors, actions]),
      topics: new Tensor('int64', input.topics, [input.count, vectors]),
      offsets: new Tensor('int64', input.offsets, [input.count, vectors]),
    });
    return floats(outputs, 'queries');
  }

  /** Rows of the `k` nearest items of every query vector, [Q, k]. */
  async retrieve(queries: Float32Array, k: number): Promise<Int32Array> {
    if (this.#retrieval === undefined) throw new RangeError('This runner has no catalogue.');
    const count = queries.length / this.shape.dimensions;
    const nobody = () => new Tensor('int32', new Int32Array(count).fill(this.#rows), [count, 1]);
    const outputs = await this.#retrieval.run({
      queries: new Tensor('float32', queries, [count, this.shape.dimensions]),
      excluded: nobody(),
      targets: nobody(),
      k: new Tensor('int64', BigInt64Array.of(BigInt(k)), [1]),
    });
    return outputs['found']?.data as Int32Array;
  }

  /** Logits [B, k, A] from kept keys and values. */
  async score(kept: KeptTensors, request: RequestTensors): Promise<Float32Array> {
    const outputs = await this.#sessions.score.run({ ...this.#request(request), ...this.#layers(request.count, kept) });
    return floats(outputs, 'logits');
  }

  /** The same logits from history and candidates in one pass. */
  async fullPrefill(history: HistoryTensors, request: RequestTensors): Promise<Float32Array> {
    return floats(await this.#sessions.prefill.run({ ...this.#history(history), ...this.#request(request) }), 'logits');
  }

  /** Ends the profiles, which are then read with `readPassProfile` as `score` and `prefill`. */
  endProfiling(): void {
    for (const session of Object.values(this.#sessions)) session.endProfiling();
  }

  async release(): Promise<void> {
    for (const session of Object.values(this.#sessions)) await session.release();
    await this.#retrieval?.release();
  }

  #nothingBefore(count: number): PastTensors {
    const { layers, width, recent } = this.shape;
    const column = Array.from({ length: layers }, () => new Float32Array(count * width));
    return { before: new BigInt64Array(count), recent: new Float32Array(count * recent), keys: column, values: column };
  }

  #past(count: number, past: PastTensors): Feeds {
    return {
      before: new Tensor('int64', past.before, [count]),
      past_recent: new Tensor('float32', past.recent, [count, this.shape.recent]),
      ...this.#layers(count, past, 'past_'),
    };
  }

  #layers(count: number, { keys, values }: KeptTensors, prefix: '' | 'past_' = ''): Feeds {
    const { layers, attentionHeads, width } = this.shape;
    const tensors = [...keys, ...values];
    return Object.fromEntries(
      layerNames(layers, prefix).map((name, place) => {
        const data = tensors[place] ?? new Float32Array();
        return [name, new Tensor('float32', data, [count, attentionHeads, data.length / (count * width), width / attentionHeads])];
      }),
    );
  }

  #history({ count, length, items, actions, masked, gaps, surfaces }: HistoryTensors): Feeds {
    return {
      items: new Tensor('float32', items, [count, length, this.shape.dimensions]),
      actions: new Tensor('float32', actions, [count, length, this.shape.actions]),
      masked: new Tensor('float32', masked, [count, length]),
      gaps: new Tensor('float32', gaps, [count, length]),
      surfaces: new Tensor('int64', surfaces, [count, length]),
    };
  }

  #request({ count, candidates, length, gap, surface }: RequestTensors): Feeds {
    return {
      candidates: new Tensor('float32', candidates, [count, candidates.length / (count * this.shape.dimensions), this.shape.dimensions]),
      length: new Tensor('int64', length, [count]),
      gap: new Tensor('float32', gap, [count]),
      surface: new Tensor('int64', surface, [count]),
    };
  }
}

function floats(outputs: Readonly<Record<string, Tensor>>, name: string): Float32Array {
  return outputs[name]?.data as Float32Array;
}
