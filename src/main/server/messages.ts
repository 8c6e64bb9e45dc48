import type { ErrorInfo } from '../../rpc/error.ts';

/** What the child needs to run; sent as a message so that the token stands neither in the arguments nor in the environment. */
export interface ChildOptions {
  readonly address: '127.0.0.1' | '::1';
  readonly port: number;
  readonly token: string;
  /** Pages that may be connected at once. */
  readonly sessions: number;
  readonly version: string;
  readonly dataDirectory: string;
  readonly resourcesDirectory: string;
  readonly pageDirectory: string;
  readonly device: string;
  /** What a new workspace starts with. */
  readonly demo: string;
  readonly importRoots: readonly string[];
  readonly logLevel: 'info' | 'warn' | 'error' | 'silent';
}

/** Parent to child; `connection` carries the accepted socket beside it, and is answered with `taken`. */
export type ToChild =
  | { readonly type: 'start'; readonly options: ChildOptions }
  | { readonly type: 'connection'; readonly id: number }
  | { readonly type: 'stop' };

/** Child to parent. `refused` is an answer, not a crash: starting again would not help. */
export type ToParent =
  | { readonly type: 'ready' }
  | { readonly type: 'taken'; readonly id: number }
  | { readonly type: 'refused'; readonly error: ErrorInfo };
