import { RpcError } from '../../rpc/error.ts';
import type { CallContext, Handlers } from '../../rpc/procedure.ts';
import { openBundleModel } from './bundle-model.ts';
import { bundleRuns } from './bundle-runs.ts';
import { encodeHistories, generateQueries, type OpenedBundle, prefillRequest, probeGraph, scoreKept } from './bundle-serving.ts';
import type { BundleSpec, DeviceChoice, RetrieveInput, ServingContract } from './contract.ts';
import { HistoryCache } from './kept-histories.ts';
import { chooseProvider, type ChosenProvider, reportDevices } from './providers.ts';
import type { BatchTime } from './retrieve-runs.ts';

/** Bundles held open at once; the one used longest ago is released for the next. */
const maxOpenModels = 4;

/** Memory for encoded histories: about 200 of 256 events at width 128 and 4 layers. */
const keptBytes = 268_435_456;

/** The serving side of the engine: opens models and answers tensors. It lives in one worker and is stopped by draining. */
export class ServingEngine {
  #device: DeviceChoice = 'auto';
  #threads = 1;
  #chosen: ChosenProvider | undefined;
  #stopped = false;
  /** In order of last use. */
  readonly #models = new Map<string, Promise<OpenedBundle>>();
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
      'serving.retrieve': (input, context) => this.#retrieve(input, context),
      'serving.encodeHistory': async (input, { signal }) => encodeHistories(await this.#open(input.model), this.#kept, input, signal),
      'serving.generate': async (input, { signal }) => generateQueries(await this.#open(input.model), input, signal),
      'serving.scoreCandidates': async (input, { signal }) => scoreKept(await this.#open(input.model), this.#kept, input, signal),
      'serving.fullPrefill': async (input, { signal }) => prefillRequest(await this.#open(input.model), input, signal),
      'serving.probe': async (input, { signal }) => probeGraph(await this.#open(input.model), input, signal),
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

  async #open(spec: BundleSpec): Promise<OpenedBundle> {
    if (this.#stopped) throw new RpcError({ code: 'unavailable', message: 'The engine is stopping.' });
    const { provider } = this.#provider();
    const present = this.#models.get(spec.key);
    if (present !== undefined) {
      this.#models.delete(spec.key);
      this.#models.set(spec.key, present);
      return present;
    }
    const opening = openBundleModel(spec, provider, this.#threads).then((model) => ({ model, runs: bundleRuns(model) }));
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

  async #retire(opening: Promise<OpenedBundle> | undefined): Promise<void> {
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

  async #retrieve(input: RetrieveInput, { signal }: CallContext) {
    const { model, runs } = await this.#open(input.model);
    const d = model.spec.shape.dimensions;
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
}

async function stopAndRelease(opened: OpenedBundle): Promise<void> {
  await Promise.all(Object.values(opened.runs).map((batcher: { stop(): Promise<void> }) => batcher.stop()));
  await opened.model.release();
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
