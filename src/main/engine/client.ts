import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { nodePortChannel } from '../../rpc/channels/node-port.ts';
import { connect } from '../../rpc/connect.ts';
import { RpcError } from '../../rpc/error.ts';
import type { CallOptions, Client } from '../../rpc/procedure.ts';
import { workerUrl } from '../worker-url.ts';
import {
  type BundleSpec,
  type DeviceChoice,
  type DeviceReport,
  type EncodeHistoryInput,
  type EncodeHistoryOutput,
  type FullPrefillInput,
  type FullPrefillOutput,
  type GenerateInput,
  type GenerateOutput,
  type KeptHistories,
  type ProbeInput,
  type ProviderName,
  providerNames,
  type RetrieveInput,
  type RetrieveOutput,
  type ScoreCandidatesInput,
  type ScoreCandidatesOutput,
  servingContract,
  type ServingContract,
} from './contract.ts';

export interface EngineOptions {
  /** `auto` (default) or a provider's name; another text is refused with `usage`. */
  readonly device?: string;
  /** Threads of one run; default: half the processors, at most 4. */
  readonly threads?: number;
  /** Called whenever `state` changes. */
  readonly onChange?: () => void;
  /** Told of every unexpected end of the worker. */
  readonly log?: { warn(message: string, facts?: Readonly<Record<string, unknown>>): void };
  /** Pauses before each restart; after the last the engine stays down. */
  readonly backOffMs?: readonly number[];
  /** Longest wait for the worker to end its run when closing. */
  readonly drainMs?: number;
  /** The worker's entry; only tests use another. */
  readonly worker?: URL;
}

export interface EngineStatus {
  readonly state: 'starting' | 'ready' | 'restarting' | 'failed';
  readonly provider: ProviderName;
  /** Why this provider, or why there is none. */
  readonly reason: string;
  readonly restarts: number;
}

/** A worker that lived this long has its earlier ends forgiven. */
const stableMs = 60_000;

interface Serving {
  readonly client: Client<ServingContract>;
  readonly exited: Promise<void>;
  readonly startedAtMs: number;
  /** Set when it has answered its start: from then on its end is met with a restart. */
  ready: boolean;
  crash: string;
}

/**
 * The host's end of the serving worker: starts it at the first use, restarts it with growing pauses when it dies, and ends it by draining.
 * The worker is never terminated: ending a thread while ONNX Runtime computes in it aborts the whole process.
 */
export class EngineClient {
  readonly #options: EngineOptions;
  readonly #device: DeviceChoice;
  #ready: Promise<Serving> | undefined;
  #current: Serving | undefined;
  #status: EngineStatus;
  /** Ends of the worker since it was last stable. */
  #ends = 0;
  #closing: Promise<void> | undefined;
  #wake: (() => void) | undefined;

  constructor(options: EngineOptions = {}) {
    this.#options = options;
    this.#device = deviceChoice(options.device ?? 'auto');
    this.#status = { state: 'starting', provider: 'cpu', reason: 'The engine has not started yet.', restarts: 0 };
  }

  get state(): EngineStatus {
    return this.#status;
  }

  /** Resolves when the provider is chosen; throws `unavailable` when the one asked for cannot be had. Every other method starts by itself. */
  async start(): Promise<void> {
    await this.#started();
  }

  async devices(): Promise<readonly DeviceReport[]> {
    const { devices } = await this.#call((client) => client['serving.devices']({}));
    return devices;
  }

  /** Opens a bundle ahead of its first use; throws `bad-bundle` when the runtime does not accept it. */
  openBundle(model: BundleSpec): Promise<{ readonly opened: boolean; readonly ms: number }> {
    return this.#call((client) => client['serving.open'](model));
  }

  /** Releases a bundle, for example because it was removed. */
  async closeBundle(key: string): Promise<void> {
    if (this.#ready !== undefined) await this.#call((client) => client['serving.close']({ key }));
  }

  /** As `encodeHistory` for the input's arrays. */
  retrieve(input: RetrieveInput, options?: CallOptions): Promise<RetrieveOutput> {
    return this.#call((client) => client['serving.retrieve'](input, options));
  }

  /** Encodes histories once for both stages and keeps their keys and values in the engine. The input's typed arrays are handed over: they are empty afterwards. */
  encodeHistory(input: EncodeHistoryInput, options?: CallOptions): Promise<EncodeHistoryOutput> {
    return this.#call((client) => client['serving.encodeHistory'](input, options));
  }

  /** Query vectors from states and conditions; no history is read again. */
  generate(input: GenerateInput, options?: CallOptions): Promise<GenerateOutput> {
    return this.#call((client) => client['serving.generate'](input, options));
  }

  /** Scores candidates from the kept keys and values of a history. */
  scoreCandidates(input: ScoreCandidatesInput, options?: CallOptions): Promise<ScoreCandidatesOutput> {
    return this.#call((client) => client['serving.scoreCandidates'](input, options));
  }

  /** The same logits by the way that keeps nothing: for comparison only. */
  fullPrefill(input: FullPrefillInput, options?: CallOptions): Promise<FullPrefillOutput> {
    return this.#call((client) => client['serving.fullPrefill'](input, options));
  }

  /** Runs one graph on given tensors and answers its outputs by name. */
  probe(input: ProbeInput, options?: CallOptions): Promise<Readonly<Record<string, Float32Array>>> {
    return this.#call((client) => client['serving.probe'](input, options));
  }

  /** What the engine keeps of encoded histories. */
  kept(): Promise<KeptHistories> {
    return this.#call((client) => client['serving.kept']({}));
  }

  /** Drains the worker: the batch that runs ends, the rest is refused, sessions are released, the thread ends by itself. Safe to call twice. */
  close(): Promise<void> {
    this.#closing ??= this.#drain();
    return this.#closing;
  }

  async #call<T>(work: (client: Client<ServingContract>) => Promise<T>): Promise<T> {
    const { client } = await this.#started();
    try {
      return await work(client);
    } catch (error) {
      if (!(error instanceof RpcError) || error.code !== 'disconnected') throw error;
      throw new RpcError({
        code: 'unavailable',
        message: 'The engine stopped while it worked on this; it is being restarted, so try again.',
      });
    }
  }

  #started(): Promise<Serving> {
    if (this.#closing !== undefined) return Promise.reject(closing());
    return (this.#ready ??= this.#keep(this.#bringUp()));
  }

  /** Callers get a failure from their own await; nothing else must be told of it. */
  #keep(starting: Promise<Serving>): Promise<Serving> {
    starting.catch(() => undefined);
    return starting;
  }

  async #bringUp(): Promise<Serving> {
    for (;;) {
      const serving = this.#spawn();
      try {
        const threads = this.#options.threads ?? defaultThreads();
        const chosen = await serving.client['serving.start']({ device: this.#device, threads });
        serving.ready = true;
        this.#set({ state: 'ready', provider: chosen.provider, reason: chosen.reason });
        return serving;
      } catch (error) {
        if (!(error instanceof RpcError) || error.code !== 'disconnected') {
          // The worker lives and says no: that answer stands.
          this.#set({ state: 'failed', reason: error instanceof Error ? error.message : String(error) });
          await stop(serving);
          throw error;
        }
        await serving.exited;
        await this.#pause(serving);
      }
    }
  }

  #spawn(): Serving {
    const worker = new Worker(this.#options.worker ?? workerUrl('serving-worker'), { name: 'serving' });
    const exited = new Promise<void>((resolve) => worker.once('exit', () => resolve()));
    const client = connect(nodePortChannel(worker), servingContract);
    const serving: Serving = { client, exited, startedAtMs: performance.now(), ready: false, crash: '' };
    worker.on('error', (error: unknown) => (serving.crash = error instanceof Error ? error.message : String(error)));
    this.#current = serving;
    void exited.then(() => {
      if (this.#current === serving) this.#current = undefined;
      if (serving.ready && this.#closing === undefined) this.#ready = this.#keep(this.#pause(serving).then(() => this.#bringUp()));
    });
    return serving;
  }

  /** Counts an end of the worker and waits before the next start; throws when there have been too many. */
  async #pause(ended: Serving): Promise<void> {
    const pauses = this.#options.backOffMs ?? [500, 2000, 8000];
    const reason = ended.crash === '' ? 'its thread ended unexpectedly' : ended.crash;
    this.#options.log?.warn('the engine stopped', { reason });
    this.#ends = performance.now() - ended.startedAtMs > stableMs ? 1 : this.#ends + 1;
    const pauseMs = pauses[this.#ends - 1];
    if (pauseMs === undefined) {
      const message = `The engine stopped ${this.#ends} times in a row (${reason}) and stays down; restart the console.`;
      this.#set({ state: 'failed', reason: message });
      throw new RpcError({ code: 'unavailable', message });
    }
    this.#set({
      state: 'restarting',
      reason: `The engine stopped (${reason}) and is being restarted.`,
      restarts: this.#status.restarts + 1,
    });
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, pauseMs);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    this.#wake = undefined;
    if (this.#closing !== undefined) throw closing();
  }

  async #drain(): Promise<void> {
    this.#wake?.();
    const deadline = setTimeout(() => {
      // A thread inside a native run cannot be ended from outside, and `process.exit` would abort the process with a core dump.
      process.kill(process.pid, 'SIGKILL');
    }, this.#options.drainMs ?? 10_000);
    try {
      await this.#ready?.catch(() => undefined);
      if (this.#current !== undefined) await stop(this.#current);
    } finally {
      clearTimeout(deadline);
    }
  }

  #set(change: Partial<EngineStatus>): void {
    this.#status = { ...this.#status, ...change };
    this.#options.onChange?.();
  }
}

async function stop(serving: Serving): Promise<void> {
  // When it dies meanwhile there is nothing left to stop.
  await serving.client['serving.stop']({}).catch(() => undefined);
  await serving.exited;
}

function closing(): RpcError {
  return new RpcError({ code: 'unavailable', message: 'The engine is closing.' });
}

function deviceChoice(device: string): DeviceChoice {
  const choice = (['auto', ...providerNames] as const).find((name) => name === device);
  if (choice !== undefined) return choice;
  throw new RpcError({ code: 'usage', message: `There is no device ${device}; choose auto, ${providerNames.toReversed().join(', ')}.` });
}

function defaultThreads(): number {
  return Math.max(1, Math.min(4, Math.floor(availableParallelism() / 2)));
}
