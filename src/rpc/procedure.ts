/** Anything that checks a value and returns it typed, throwing when it does not fit. A zod schema is one. */
export interface Schema<T> {
  parse(value: unknown): T;
}

/** One request, one answer. Schemas are present only on seams where the peer is not trusted. */
export interface CallProcedure<Input, Output> {
  readonly kind: 'call';
  readonly input?: Schema<Input> | undefined;
  readonly output?: Schema<Output> | undefined;
}

/** One request, any number of items, held back by credit until the consumer reads. */
export interface StreamProcedure<Input, Item> {
  readonly kind: 'stream';
  readonly input?: Schema<Input> | undefined;
  readonly item?: Schema<Item> | undefined;
}

// `any` only as the bound of a generic: the concrete types are inferred at each use.
// oxlint-disable-next-line typescript/no-explicit-any
export type Procedure = CallProcedure<any, any> | StreamProcedure<any, any>;

/** Method name (`area.verb`) to procedure: all that may cross one seam. */
export type Contract = Readonly<Record<string, Procedure>>;

/** What a handler learns about the call besides its input. `signal` aborts when the caller cancels or goes away. */
export interface CallContext {
  readonly signal: AbortSignal;
}

export type Handler<P> =
  P extends CallProcedure<infer Input, infer Output>
    ? (input: Input, context: CallContext) => Output | Promise<Output>
    : P extends StreamProcedure<infer Input, infer Item>
      ? (input: Input, context: CallContext) => AsyncIterable<Item>
      : never;

/** One handler for each procedure of the contract. */
export type Handlers<C extends Contract> = { readonly [Method in keyof C]: Handler<C[Method]> };

export interface CallOptions {
  readonly signal?: AbortSignal;
}

export type Caller<P> =
  P extends CallProcedure<infer Input, infer Output>
    ? (input: Input, options?: CallOptions) => Promise<Output>
    : P extends StreamProcedure<infer Input, infer Item>
      ? (input: Input, options?: CallOptions) => AsyncIterable<Item>
      : never;

/** The contract as seen by the calling side. */
export type Client<C extends Contract> = { readonly [Method in keyof C]: Caller<C[Method]> };

/** Declares a call on a trusted seam, where types alone are enough (host to worker). */
export function call<Input, Output>(): CallProcedure<Input, Output> {
  return { kind: 'call' };
}

/** Declares a stream on a trusted seam. */
export function stream<Input, Item>(): StreamProcedure<Input, Item> {
  return { kind: 'stream' };
}
