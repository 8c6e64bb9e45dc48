import type { Job, JobKind } from '../../contract/jobs.ts';
import { RpcError } from '../../rpc/error.ts';
import type { Store, StoredJob } from '../store/types.ts';
import type { Changes } from './changes.ts';
import type { Log } from './log.ts';

export interface JobHandle {
  readonly id: number;
  /** Aborts when someone cancels the job or the host closes. */
  readonly signal: AbortSignal;
  progress(phase: string, fraction?: number): void;
}

interface Running {
  readonly controller: AbortController;
  readonly ended: Promise<void>;
  closing: boolean;
}

/** Progress reaches the table and the listeners at most this often. */
const progressEveryMs = 100;

/** Long work: each job has a row in the store, can be watched and cancelled, and a reload loses nothing. */
export class Jobs {
  readonly #store: Store;
  readonly #changes: Changes;
  readonly #log: Log;
  readonly #running = new Map<number, Running>();
  readonly #latest = new Map<number, Job>();
  readonly #watchers = new Map<number, Set<(job: Job) => void>>();

  constructor(store: Store, changes: Changes, log: Log) {
    this.#store = store;
    this.#changes = changes;
    this.#log = log;
    if (store.writable) this.#markInterrupted();
  }

  list(): readonly Job[] {
    return this.#store.jobs.list().map((job) => this.#latest.get(job.id) ?? toJob(job));
  }

  get(id: number): Job {
    const latest = this.#latest.get(id);
    if (latest !== undefined) return latest;
    const stored = this.#store.jobs.get(id);
    if (stored === undefined) throw new RpcError({ code: 'not-found', message: `There is no job ${id}.` });
    return toJob(stored);
  }

  /** Starts `work` now and answers its id; the outcome is told by `watch` and kept in the table. `parameters` are told while it runs. */
  start(kind: JobKind, title: string, work: (handle: JobHandle) => Promise<unknown>, parameters?: Job['parameters']): number {
    const first = { kind, title, state: 'running' as const, phase: 'Starting', startedAtMs: Date.now() };
    const id = this.#store.jobs.insert(first);
    const controller = new AbortController();
    this.#publish({ id, ...first, ...(parameters === undefined ? {} : { parameters }) }, true);
    const running: Running = { controller, closing: false, ended: this.#run(id, controller.signal, work) };
    this.#running.set(id, running);
    return id;
  }

  /** Asks the job to stop; it is `cancelled` once its work has cleaned up. */
  cancel(id: number): Job {
    const job = this.get(id);
    this.#running.get(id)?.controller.abort(new RpcError({ code: 'cancelled', message: 'Cancelled.' }));
    return job;
  }

  /** Calls back with the present state and every later one; ends by itself after the last. */
  watch(id: number, listener: (job: Job) => void): () => void {
    const job = this.get(id);
    listener(job);
    if (job.state !== 'running') return () => undefined;
    const set = this.#watchers.get(id) ?? new Set();
    this.#watchers.set(id, set);
    set.add(listener);
    return () => set.delete(listener);
  }

  /** Resolves with the job's last state. */
  finished(id: number): Promise<Job> {
    return new Promise((resolve) => {
      let stop: (() => void) | undefined;
      stop = this.watch(id, (job) => {
        if (job.state === 'running') return;
        stop?.();
        resolve(job);
      });
    });
  }

  /** Stops everything that runs and waits for it; such jobs end as `interrupted`. */
  async close(): Promise<void> {
    const all = [...this.#running.values()];
    for (const running of all) {
      running.closing = true;
      running.controller.abort(new RpcError({ code: 'cancelled', message: 'The host is closing.' }));
    }
    await Promise.all(all.map((running) => running.ended));
  }

  async #run(id: number, signal: AbortSignal, work: (handle: JobHandle) => Promise<unknown>): Promise<void> {
    // One turn later, so that `start` has answered before anything is published.
    await Promise.resolve();
    let lastProgress = 0;
    const handle: JobHandle = {
      id,
      signal,
      progress: (phase, fraction) => {
        const before = this.get(id);
        const now = Date.now();
        const urgent = phase !== before.phase || now - lastProgress >= progressEveryMs;
        if (!urgent) return;
        lastProgress = now;
        this.#publish({ ...without(before, 'fraction'), phase, ...(fraction === undefined ? {} : { fraction }) }, phase !== before.phase);
      },
    };
    try {
      const result = await work(handle);
      this.#end(id, { state: 'done', phase: 'Done', ...(result === undefined ? {} : { result }) });
    } catch (error) {
      this.#end(id, this.#failure(id, error, signal));
    } finally {
      this.#running.delete(id);
    }
  }

  #failure(id: number, error: unknown, signal: AbortSignal): Partial<Job> & Pick<Job, 'state' | 'phase'> {
    if (signal.aborted) {
      return this.#running.get(id)?.closing === true
        ? { state: 'interrupted', phase: 'Interrupted' }
        : { state: 'cancelled', phase: 'Cancelled' };
    }
    if (error instanceof RpcError) {
      const { code, message, file, line } = error.toInfo();
      return {
        state: 'failed',
        phase: 'Failed',
        error: { code, message, ...(file === undefined ? {} : { file }), ...(line === undefined ? {} : { line }) },
      };
    }
    const reference = crypto.randomUUID().slice(0, 8);
    this.#log.error('a job failed', { job: id, id: reference, stack: error instanceof Error ? error.stack : String(error) });
    return {
      state: 'failed',
      phase: 'Failed',
      error: { code: 'internal', message: `Something unexpected stopped this job (log id ${reference}).` },
    };
  }

  #end(id: number, change: Partial<Job> & Pick<Job, 'state' | 'phase'>): void {
    this.#publish({ ...without(without(this.get(id), 'fraction'), 'parameters'), ...change, endedAtMs: Date.now() }, true);
    this.#watchers.delete(id);
    this.#latest.delete(id);
  }

  #publish(job: Job, persist: boolean): void {
    this.#latest.set(job.id, job);
    if (persist) this.#store.jobs.update(job);
    for (const listener of this.#watchers.get(job.id) ?? []) listener(job);
    this.#changes.publish('jobs');
  }

  #markInterrupted(): void {
    for (const job of this.#store.jobs.list()) {
      if (job.state === 'running') this.#store.jobs.update({ ...job, state: 'interrupted', phase: 'Interrupted', endedAtMs: Date.now() });
    }
  }
}

function without<T extends object, K extends keyof T>(value: T, key: K): Omit<T, K> {
  const { [key]: _gone, ...rest } = value;
  return rest;
}

function toJob(stored: StoredJob): Job {
  return stored as Job;
}
