import type { ConsoleContract } from '../../contract/index.ts';
import { connectLoosely, type LooseClient } from '../../rpc/connect.ts';
import { RpcError } from '../../rpc/error.ts';
import type { CallOptions, Client } from '../../rpc/procedure.ts';
import { FinalRefusal, openChannel, type OpenChannel } from './open-channel.ts';

/** `reason` says why it is not ready, in one sentence for a person. A new object for each change. */
export interface ConnectionStatus {
  readonly state: 'connecting' | 'connected' | 'reconnecting' | 'failed';
  readonly reason?: string;
}

/** The page's one connection to the host. */
export interface ConsoleConnection {
  /** Calls made before the connection is ready wait for it; calls in flight when it is lost reject with `disconnected`. */
  readonly client: Client<ConsoleContract>;
  status(): ConnectionStatus;
  /** Calls back on each change of the status; returns the unsubscribe. */
  subscribe(listener: () => void): () => void;
  /** Tries again at once, after `failed` or while waiting for the next attempt. */
  retry(): void;
  close(): void;
}

export interface ConnectionTimes {
  /** Waits before each further attempt; after the last the connection has failed. */
  readonly retryAfterMs: readonly number[];
  /** A host that says nothing is asked this often, and given up after as long again. */
  readonly heartbeatMs: number;
}

/** The host's shell restarts it after 0.5, 2 and 8 seconds: attempts go on a little longer than that. */
const usualTimes: ConnectionTimes = { retryAfterMs: [100, 300, 600, 1000, 2000, 2000, 3000, 4000, 5000], heartbeatMs: 20_000 };

type StreamMethod = { [M in keyof ConsoleContract]: ConsoleContract[M]['kind'] extends 'stream' ? M : never }[keyof ConsoleContract];

/** The methods that stream; all others answer once. The page knows no more of the contract: its schemas, which the host checks, would be a seventh of the page. */
const streams: Readonly<Record<string, true>> = { 'system.changes': true, 'jobs.watch': true } satisfies Record<StreamMethod, true>;

/** Connects to the host and keeps reconnecting; one of these lives as long as the page. */
export function connectConsole(open: () => Promise<OpenChannel> = openChannel, times: ConnectionTimes = usualTimes): ConsoleConnection {
  const listeners = new Set<() => void>();
  let status: ConnectionStatus = { state: 'connecting' };
  let current = newGate();
  let attempts = 0;
  let retryTimer: ReturnType<typeof setTimeout> | undefined;
  let closeCurrent = () => {};
  let closed = false;

  function setStatus(next: ConnectionStatus): void {
    status = next;
    for (const listener of listeners) listener();
  }

  async function attempt(): Promise<void> {
    retryTimer = undefined;
    let opened: OpenChannel;
    try {
      opened = await open();
    } catch (error) {
      return lose(messageOf(error), error instanceof FinalRefusal);
    }
    if (closed) return opened.channel.close();
    const { channel, lossReason } = opened;
    const client = connectLoosely(channel);
    let stopHeartbeat = () => {};
    let lost = false;
    channel.onClose(() => {
      lost = true;
      stopHeartbeat();
      closeCurrent = () => {};
      lose(lossReason() ?? 'The connection to the host was lost.');
    });
    closeCurrent = () => channel.close();
    stopHeartbeat = heartbeat(client, times.heartbeatMs, () => channel.close());
    try {
      // The first answer shows that the host is up, not only its door.
      await client.call('system.status', {});
    } catch (error) {
      // A closed channel has already told why; an answer, even an error, comes from a living host.
      if (lost) return;
      if (!(error instanceof RpcError)) return channel.close();
    }
    attempts = 0;
    current.open(client);
    setStatus({ state: 'connected' });
  }

  function lose(reason: string, isFinal = false): void {
    if (closed) return;
    if (current.opened) current = newGate();
    const wait = isFinal ? undefined : times.retryAfterMs[attempts];
    if (wait === undefined) {
      current.fail(new RpcError({ code: 'unavailable', message: reason }));
      setStatus({ state: 'failed', reason });
      return;
    }
    attempts += 1;
    setStatus({ state: status.state === 'connecting' ? 'connecting' : 'reconnecting', reason });
    retryTimer = setTimeout(() => void attempt(), wait);
  }

  void attempt();

  return {
    client: gatedClient(() => current.client),
    status: () => status,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    retry() {
      if (closed || (status.state !== 'failed' && retryTimer === undefined)) return;
      clearTimeout(retryTimer);
      if (status.state === 'failed') current = newGate();
      attempts = 0;
      setStatus({ state: 'reconnecting' });
      void attempt();
    },
    close() {
      closed = true;
      clearTimeout(retryTimer);
      closeCurrent();
      current.fail(new RpcError({ code: 'disconnected', message: 'The page closed its connection.' }));
    },
  };
}

interface Gate {
  readonly client: Promise<LooseClient>;
  readonly opened: boolean;
  open(client: LooseClient): void;
  fail(error: RpcError): void;
}

/** What calls wait behind until the connection is ready. */
function newGate(): Gate {
  const { promise, resolve, reject } = Promise.withResolvers<LooseClient>();
  // Nobody may be waiting when it fails.
  promise.catch(() => undefined);
  let opened = false;
  return {
    client: promise,
    get opened() {
      return opened;
    },
    open(client) {
      opened = true;
      resolve(client);
    },
    fail: reject,
  };
}

/** One function per method, made when first asked for and the same from then on. */
function gatedClient(ready: () => Promise<LooseClient>): Client<ConsoleContract> {
  const made = new Map<string | symbol, unknown>();
  return new Proxy({} as Client<ConsoleContract>, {
    get(_target, method) {
      if (typeof method === 'symbol') return undefined;
      const known = made.get(method) ?? gatedMethod(method, ready);
      made.set(method, known);
      return known;
    },
  });
}

function gatedMethod(method: string, ready: () => Promise<LooseClient>): unknown {
  if (streams[method] !== true) {
    return async (input: unknown, options?: CallOptions) => (await beforeAbort(ready(), options?.signal)).call(method, input, options);
  }
  return async function* (input: unknown, options?: CallOptions) {
    yield* (await beforeAbort(ready(), options?.signal)).stream(method, input, options);
  };
}

/** A call that is cancelled while it waits for the connection ends at once. */
function beforeAbort<T>(promise: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (signal === undefined) return promise;
  return new Promise((resolve, reject) => {
    const abort = () => reject(new RpcError({ code: 'cancelled', message: 'Cancelled.' }));
    if (signal.aborted) return abort();
    signal.addEventListener('abort', abort, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}

/** A lost peer does not always close its port: silence longer than two beats counts as loss. */
function heartbeat(client: LooseClient, everyMs: number, onSilence: () => void): () => void {
  let waiting = false;
  const timer = setInterval(() => {
    if (waiting) return onSilence();
    waiting = true;
    client.call('system.status', {}).then(
      () => (waiting = false),
      () => (waiting = false),
    );
  }, everyMs);
  return () => clearInterval(timer);
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
