import { call, nothing, returns, stream } from './procedure.ts';

export type Provider = 'cpu' | 'webgpu' | 'cuda' | 'coreml' | 'directml';

export interface Device {
  readonly provider: Provider;
  readonly available: boolean;
  /** Why it is or is not used, in one sentence. */
  readonly reason: string;
  readonly inUse: boolean;
}

export type EngineState = 'starting' | 'ready' | 'restarting' | 'failed';

export interface SystemStatus {
  readonly version: string;
  readonly shell: 'desktop' | 'served' | 'cli';
  readonly node: string;
  readonly workspace: string;
  /** False when another process holds the writer's lock; `writerPid` then names it. */
  readonly writable: boolean;
  readonly writerPid?: number;
  readonly engine: { readonly state: EngineState; readonly provider: Provider; readonly reason: string; readonly restarts: number };
  readonly datasets: number;
  readonly bundles: number;
}

/** Says what changed, not the new value: the reader asks again. */
export interface ChangeEvent {
  readonly type: 'datasets' | 'bundles' | 'jobs' | 'runs' | 'engine' | 'mappings' | 'policies' | 'findings';
}

/** The longest time the host thread was kept from its event loop since the last reset, in milliseconds. */
export interface HostPause {
  readonly longestMs: number;
  /** The most processor time the thread itself used between two ticks of the meter: its longest task, without what other processes took. */
  readonly longestBusyMs: number;
  readonly sinceMs: number;
}

export const systemContract = {
  'system.status': call(nothing, returns<SystemStatus>()),
  'system.devices': call(nothing, returns<{ readonly devices: readonly Device[] }>()),
  'system.changes': stream(nothing, returns<ChangeEvent>()),
  /** Reads and resets the host's stall meter (benchmarks and the System screen). */
  'system.pause': call(nothing, returns<HostPause>()),
};
