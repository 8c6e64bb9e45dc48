import type { Channel, WireMessage } from './channel.ts';
import { RpcError } from './error.ts';
import type { CallOptions, Client, Contract } from './procedure.ts';
import { initialCredit } from './serve.ts';

interface Pending {
  receive(message: WireMessage): void;
  fail(error: RpcError): void;
}

const lost = () => new RpcError({ code: 'disconnected', message: 'The connection to the host was lost.' });

/** The calling side before any contract: the caller knows which methods answer once and which stream. */
export interface LooseClient {
  readonly call: (method: string, input: unknown, options?: CallOptions) => Promise<unknown>;
  readonly stream: (method: string, input: unknown, options?: CallOptions) => AsyncIterable<unknown>;
}

/**
 * The calling side of a contract on a channel. Calls reject with `RpcError`; when the channel closes every pending call rejects with `disconnected`.
 * Aborting a call's signal, or leaving a stream's loop early, tells the other side to stop.
 */
export function connect<C extends Contract>(channel: Channel, contract: C): Client<C> {
  const { call, stream } = connectLoosely(channel);
  const client: Record<string, unknown> = {};
  for (const [method, procedure] of Object.entries(contract)) {
    const run = procedure.kind === 'call' ? call : stream;
    client[method] = (input: unknown, options?: CallOptions) => run(method, input, options);
  }
  return client as Client<C>;
}

/** As `connect`, for a peer that brings no contract: the page leaves the schemas, which only the host checks, out of its code. */
export function connectLoosely(channel: Channel): LooseClient {
  const pending = new Map<number, Pending>();
  let nextId = 1;
  let closed = false;

  channel.onMessage((message) => pending.get(message.id)?.receive(message));
  channel.onClose(() => {
    closed = true;
    const all = [...pending.values()];
    pending.clear();
    for (const entry of all) entry.fail(lost());
  });

  /** Registers before posting, and takes the registration back when the input cannot be carried. */
  function begin(method: string, input: unknown, entry: Pending): number {
    if (closed) throw lost();
    const id = nextId++;
    pending.set(id, entry);
    try {
      channel.post({ type: 'request', id, method, input });
    } catch (error) {
      pending.delete(id);
      throw error;
    }
    return id;
  }

  function cancel(id: number): void {
    if (pending.delete(id) && !closed) channel.post({ type: 'cancel', id });
  }

  function call(method: string, input: unknown, { signal }: CallOptions = {}): Promise<unknown> {
    return new Promise((resolve, reject) => {
      if (signal?.aborted === true) return reject(cancelled());
      let stopListening = () => {};
      const id = begin(method, input, {
        receive(message) {
          if (message.type !== 'result' && message.type !== 'error') return;
          pending.delete(message.id);
          stopListening();
          if (message.type === 'result') resolve(message.value);
          else reject(new RpcError(message.error));
        },
        fail(error) {
          stopListening();
          reject(error);
        },
      });
      stopListening = onAbort(signal, () => {
        cancel(id);
        reject(cancelled());
      });
    });
  }

  async function* stream(method: string, input: unknown, { signal }: CallOptions = {}): AsyncGenerator<unknown> {
    if (signal?.aborted === true) throw cancelled();
    const items: unknown[] = [];
    let end: { readonly error?: RpcError } | undefined;
    let wake = () => {};
    const finish = (error?: RpcError) => {
      end ??= error === undefined ? {} : { error };
      wake();
    };
    const id = begin(method, input, {
      receive(message) {
        if (message.type === 'next') {
          items.push(message.value);
          wake();
          return;
        }
        pending.delete(message.id);
        finish(message.type === 'error' ? new RpcError(message.error) : undefined);
      },
      fail: finish,
    });
    const stopListening = onAbort(signal, () => {
      cancel(id);
      // What is already here is dropped: the caller asked to stop.
      items.length = 0;
      finish(cancelled());
    });
    const half = initialCredit / 2;
    let read = 0;
    try {
      for (;;) {
        if (items.length > 0) {
          const item = items.shift();
          read += 1;
          if (read % half === 0 && end === undefined) channel.post({ type: 'credit', id, count: half });
          yield item;
        } else if (end !== undefined) {
          if (end.error !== undefined) throw end.error;
          return;
        } else {
          await new Promise<void>((resolve) => (wake = resolve));
        }
      }
    } finally {
      stopListening();
      cancel(id);
    }
  }

  return { call, stream };
}

function cancelled(): RpcError {
  return new RpcError({ code: 'cancelled', message: 'Cancelled.' });
}

function onAbort(signal: AbortSignal | undefined, listener: () => void): () => void {
  if (signal === undefined) return () => {};
  signal.addEventListener('abort', listener, { once: true });
  return () => signal.removeEventListener('abort', listener);
}
