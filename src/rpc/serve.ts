import type { Channel, WireMessage } from './channel.ts';
import { type ErrorInfo, RpcError } from './error.ts';
import type { CallContext, Contract, Handlers, Procedure } from './procedure.ts';

export interface ServeOptions {
  /** Told of every error that is not an `RpcError`: the place to log its stack beside the id the caller got. */
  readonly onInternalError?: (info: ErrorInfo, error: unknown) => void;
  /** Calls in flight above this are refused with `busy`. */
  readonly maxInFlight?: number;
}

/** Items a stream may be ahead of its consumer; the consumer gives back half of it each time it has read half. */
export const initialCredit = 64;

interface Running {
  readonly controller: AbortController;
  credit: number;
  wake: (() => void) | undefined;
}

type AnyHandler = (input: unknown, context: CallContext) => unknown;

/**
 * Answers the calls of a contract on a channel until the channel closes. Every request gets exactly one end: `result`, `done` or `error`.
 * Returns a function that stops serving and aborts what still runs.
 */
export function serve<C extends Contract>(channel: Channel, contract: C, handlers: Handlers<C>, options: ServeOptions = {}): () => void {
  const running = new Map<number, Running>();
  const maxInFlight = options.maxInFlight ?? 1024;
  // Handlers at work, also those whose caller has cancelled and gone: a flood of request and cancel must meet the limit too.
  let working = 0;

  function fail(id: number, error: unknown): void {
    channel.post({ type: 'error', id, error: toErrorInfo(error, options.onInternalError) });
  }

  /** A value that cannot be carried still gets the caller an answer. */
  function post(message: WireMessage & { readonly id: number }): boolean {
    try {
      channel.post(message);
      return true;
    } catch (error) {
      fail(message.id, error);
      return false;
    }
  }

  async function answer(id: number, method: string, procedure: Procedure, input: unknown, state: Running): Promise<void> {
    const handler = handlers[method] as unknown as AnyHandler;
    const context = { signal: state.controller.signal };
    if (procedure.kind === 'call') {
      const value = await handler(input, context);
      if (running.get(id) === state) post({ type: 'result', id, value });
      return;
    }
    for await (const value of handler(input, context) as AsyncIterable<unknown>) {
      while (state.credit === 0 && !state.controller.signal.aborted) await new Promise<void>((resolve) => (state.wake = resolve));
      if (state.controller.signal.aborted) return;
      state.credit -= 1;
      if (!post({ type: 'next', id, value })) return;
    }
    if (running.get(id) === state) post({ type: 'done', id });
  }

  function start(id: number, method: string, rawInput: unknown): void {
    const procedure = Object.hasOwn(contract, method) ? contract[method] : undefined;
    if (procedure === undefined) return fail(id, new RpcError({ code: 'unknown-method', message: `There is no method ${method}.` }));
    if (running.has(id)) return fail(id, new RpcError({ code: 'usage', message: `The id ${id} is in use by another call.` }));
    if (working >= maxInFlight) return fail(id, new RpcError({ code: 'busy', message: 'Too many calls at once; wait for some to end.' }));
    let input: unknown;
    try {
      input = procedure.input === undefined ? rawInput : procedure.input.parse(rawInput);
    } catch (error) {
      return fail(id, new RpcError({ code: 'usage', message: `${method}: ${describeInvalid(error)}` }));
    }
    const state: Running = { controller: new AbortController(), credit: initialCredit, wake: undefined };
    running.set(id, state);
    working += 1;
    answer(id, method, procedure, input, state)
      .catch((error: unknown) => {
        if (running.get(id) === state) fail(id, error);
      })
      .finally(() => {
        working -= 1;
        if (running.get(id) === state) running.delete(id);
      });
  }

  function abort(state: Running): void {
    state.controller.abort(new RpcError({ code: 'cancelled', message: 'Cancelled.' }));
    state.wake?.();
  }

  function receive(message: WireMessage): void {
    if (message.type === 'request') return start(message.id, message.method, message.input);
    const state = running.get(message.id);
    if (state === undefined) return;
    if (message.type === 'cancel') {
      // The caller has stopped listening: nothing more is sent for this id.
      running.delete(message.id);
      abort(state);
    } else if (message.type === 'credit') {
      state.credit += message.count;
      state.wake?.();
    }
  }

  function stop(): void {
    offMessage();
    offClose();
    const all = [...running.values()];
    running.clear();
    for (const state of all) abort(state);
  }

  const offMessage = channel.onMessage(receive);
  const offClose = channel.onClose(stop);
  return stop;
}

/** Reduces any thrown value to what may cross a seam; what is not an `RpcError` becomes `internal` with an id. */
export function toErrorInfo(error: unknown, onInternalError?: (info: ErrorInfo, error: unknown) => void): ErrorInfo {
  if (error instanceof RpcError) return error.toInfo();
  const id = crypto.randomUUID().slice(0, 8);
  const info: ErrorInfo = { code: 'internal', message: `Something unexpected happened (log id ${id}).`, id };
  onInternalError?.(info, error);
  return info;
}

/** The first thing a schema found wrong, with the path to it: `k: expected number`. */
function describeInvalid(error: unknown): string {
  const issues = (error as { issues?: readonly { path: readonly PropertyKey[]; message: string }[] }).issues;
  const first = issues?.[0];
  if (first === undefined) return error instanceof Error ? error.message : 'the input does not fit';
  return `${first.path.length === 0 ? '' : `${first.path.map(String).join('.')}: `}${first.message}`;
}
