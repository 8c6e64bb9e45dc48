import { RpcError } from '../../rpc/error.ts';
import type { CallContext, Handlers } from '../../rpc/procedure.ts';
import { openBundleModel } from './bundle-model.ts';
import { bundleRuns } from './bundle-runs.ts';
import { encodeHistories, generateQueries, type OpenedBundle, prefillRequest, probeGraph, scoreKept } from './bundle-serving.ts';
import type { BundleSpec, DeviceChoice, EncodeInput, ModelSpec, RetrieveInput, ScoreInput, ServingContract } from './contract.ts';
import { HistoryCache } from './kept-histories.ts';
import { type Model, openModel, releaseModel } from './model.ts';
import { maxCandidates, type ModelRuns, modelRuns } from './model-runs.ts';
import { chooseProvider, type ChosenProvider, reportDevices } from './providers.ts';
import type { BatchTime } from './retrieve-runs.ts';

/** Bundles held open at once; the one used longest ago is released for the next. */
const maxOpenModels = 4;

/** Memory for encoded histories: about 60 of the largest that a bundle of width 128 and 4 layers reads. */
const keptBytes = 134_217_728;

interface OpenedModel {
  readonly model: Model;
  readonly runs: ModelRuns;
}

type Opened = OpenedModel | OpenedBundle;

/** The serving side of the engine: opens models and answers tensors. It lives in one worker and is stopped by draining. */
export class ServingEngine {
  #device: DeviceChoice = 'auto';
  #threads = 1;
  #chosen: ChosenProvider | undefined;
  #stopped = false;
  /** In order of last use. */
  readonly #models = new Map<string, Promise<Opened>>();
  readonly #releasing = new Set<Promise<void>>();
  readonly #kept = new HistoryCache(keptBytes);

  handlers(onStopped: () => void): Handlers<ServingContract> {
    return {
      'serving.start': async ({ device, threads }) => {
        this.#device = device;
        this.#threads = threads;
        this.#chosen = await chooseProvider(device, threads);
        return this.#chosen;
      },
      'serving.devices': async () => ({ devices: await reportDevices(this.#device, this.#provider(), this.#threads) }),
      'serving.open': async (spec) => {
        const started = performance.now();
        const fresh = !this.#models.has(spec.key);
        await this.#open(spec);
        return { opened: fresh, ms: performance.now() - started };
      },
      'serving.close': async ({ key }) => ({ closed: await this.#close(key) }),
      'serving.encode': (input, context) => this.#encode(input, context),
      'serving.retrieve': (input, context) => this.#retrieve(input, context),
      'serving.score': (input, context) => this.#score(input, context),
      'serving.encodeHistory': async (input, { signal }) => encodeHistories(await this.#bundle(input.model), this.#kept, input, signal),
      'serving.generate': async (input, { signal }) => generateQueries(await this.#bundle(input.model), input, signal),
      'serving.scoreCandidates': async (input, { signal }) => scoreKept(await this.#bundle(input.model), this.#kept, input, signal),
      'serving.fullPrefill': async (input, { signal }) => prefillRequest(await this.#bundle(input.model), input, signal),
      'serving.probe': async (input, { signal }) => probeGraph(await this.#bundle(input.model), input, signal),
      'serving.kept': () => this.#kept.state,
      'serving.stop': async () => {
        this.#stopped = true;
        const keys = [...this.#models.keys()];
        for (const key of keys) await this.#close(key);
        await Promise.all(this.#releasing);
        onStopped();
        return { released: keys.length };
      },
    };
  }

  #provider(): ChosenProvider {
    if (this.#chosen === undefined) throw new RpcError({ code: 'unavailable', message: 'The engine has not started.' });
    return this.#chosen;
  }

  async #bundle(spec: BundleSpec): Promise<OpenedBundle> {
    const opened = await this.#open(spec);
    if ('prefill' in opened.model) return opened as OpenedBundle;
    throw new RangeError(`The bundle ${spec.key} is open as format 1.`);
  }

  async #one(spec: ModelSpec): Promise<OpenedModel> {
    const opened = await this.#open(spec);
    if (!('prefill' in opened.model)) return opened as OpenedModel;
    throw new RangeError(`The bundle ${spec.key} is open as format 2.`);
  }

  async #open(spec: ModelSpec | BundleSpec): Promise<Opened> {
    if (this.#stopped) throw new RpcError({ code: 'unavailable', message: 'The engine is stopping.' });
    const { provider } = this.#provider();
    const present = this.#models.get(spec.key);
    if (present !== undefined) {
      this.#models.delete(spec.key);
      this.#models.set(spec.key, present);
      return present;
    }
    const opening: Promise<Opened> =
      'graphs' in spec
        ? openBundleModel(spec, provider, this.#threads).then((model) => ({ model, runs: bundleRuns(model) }))
        : openModel(spec, provider, this.#threads).then((model) => ({ model, runs: modelRuns(model) }));
    this.#models.set(spec.key, opening);
    try {
      const opened = await opening;
      this.#evict();
      return opened;
    } catch (error) {
      this.#models.delete(spec.key);
      throw error;
    }
  }

  /** Lets the models used longest ago finish what they run, then releases them; nobody waits for it but the stop. */
  #evict(): void {
    for (const key of [...this.#models.keys()].slice(0, Math.max(0, this.#models.size - maxOpenModels))) {
      const opening = this.#models.get(key);
      this.#models.delete(key);
      const releasing = this.#retire(opening).finally(() => this.#releasing.delete(releasing));
      this.#releasing.add(releasing);
    }
  }

  async #retire(opening: Promise<Opened> | undefined): Promise<void> {
    const opened = await opening?.catch(() => undefined);
    if (opened === undefined) return;
    const batchers = Object.values(opened.runs) as readonly { readonly busy: boolean; idle(): Promise<void> }[];
    // A request that was given the model in this very turn submits before the next one.
    do {
      await Promise.all(batchers.map((batcher) => batcher.idle()));
      await new Promise<void>((resolve) => setImmediate(resolve));
    } while (batchers.some((batcher) => batcher.busy) && !this.#stopped);
    await stopAndRelease(opened);
  }

  async #close(key: string): Promise<boolean> {
    const opening = this.#models.get(key);
    if (opening === undefined) return false;
    this.#models.delete(key);
    this.#kept.forget(key);
    const opened = await opening.catch(() => undefined);
    if (opened === undefined) return false;
    await stopAndRelease(opened);
    return true;
  }

  async #encode(input: EncodeInput, { signal }: CallContext) {
    const { model, runs } = await this.#one(input.model);
    const { count, length } = input;
    if (length < 1 || length > model.spec.historyLength) throw new RangeError(`A history of ${length} positions does not fit.`);
    const wanted: number[][] = Array.from({ length: count }, () => []);
    for (const position of input.wanted) wanted[Math.floor(position / length)]?.push(position % length);
    const answers = await Promise.all(
      wanted.map((positions, index) => {
        const from = index * length;
        const part = { rows: input.rows.slice(from, from + length), actions: input.actions.slice(from, from + length) };
        return runs.encode.submit(
          { ...part, masked: input.masked.slice(from, from + length), gaps: input.gaps.slice(from, from + length), wanted: positions },
          signal,
        );
      }),
    );
    return {
      states: joinFloats(answers.flatMap((answer) => answer.states)),
      queries: joinFloats(answers.flatMap((answer) => answer.queries)),
      ms: totalMs(answers),
    };
  }

  async #retrieve(input: RetrieveInput, { signal }: CallContext) {
    const { model, runs } = await this.#open(input.model);
    const d = 'shape' in model.spec ? model.spec.shape.dimensions : model.spec.dimensions;
    const answers = await Promise.all(
      Array.from({ length: input.count }, (_, index) =>
        runs.retrieve.submit(
          {
            query: input.queries.slice(index * d, (index + 1) * d),
            k: input.k,
            excluded: input.excluded.slice(input.offsets[index], input.offsets[index + 1]),
            target: input.targets[index] ?? -1,
          },
          signal,
        ),
      ),
    );
    const rows = new Int32Array(input.count * input.k);
    answers.forEach((answer, index) => rows.set(answer.rows, index * input.k));
    return {
      rows,
      scores: joinFloats(answers.map((answer) => answer.scores)),
      ranks: Int32Array.from(answers, (answer) => answer.rank),
      ms: totalMs(answers),
    };
  }

  async #score(input: ScoreInput, { signal }: CallContext) {
    const { runs } = await this.#one(input.model);
    const parts: Int32Array[] = [];
    for (let from = 0; from < input.rows.length; from += maxCandidates) parts.push(input.rows.slice(from, from + maxCandidates));
    const answers = await Promise.all(parts.map((rows) => runs.score.submit({ state: input.state, rows }, signal)));
    return { probabilities: joinFloats(answers.map((answer) => answer.probabilities)), ms: totalMs(answers) };
  }
}

async function stopAndRelease(opened: Opened): Promise<void> {
  await Promise.all(Object.values(opened.runs).map((batcher: { stop(): Promise<void> }) => batcher.stop()));
  if ('prefill' in opened.model) await opened.model.release();
  else await releaseModel(opened.model);
}

function joinFloats(parts: readonly Float32Array[]): Float32Array {
  const all = new Float32Array(parts.reduce((sum, part) => sum + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    all.set(part, offset);
    offset += part.length;
  }
  return all;
}

function totalMs(answers: readonly { readonly batch: BatchTime }[]): number {
  return [...new Set(answers.map((answer) => answer.batch))].reduce((sum, batch) => sum + batch.ms, 0);
}
