import type { ErrorInfo } from './error.ts';

/** The seven frames of the protocol; `id` names the call, chosen by the caller and unique on its channel. */
export type WireMessage =
  | { readonly type: 'request'; readonly id: number; readonly method: string; readonly input: unknown }
  | { readonly type: 'result'; readonly id: number; readonly value: unknown }
  | { readonly type: 'error'; readonly id: number; readonly error: ErrorInfo }
  | { readonly type: 'next'; readonly id: number; readonly value: unknown }
  | { readonly type: 'done'; readonly id: number }
  | { readonly type: 'cancel'; readonly id: number }
  | { readonly type: 'credit'; readonly id: number; readonly count: number };

/**
 * A two-way pipe of frames between two peers, in order. Transports differ only in this.
 * A transferring channel (between Node threads) moves the memory of every typed array posted on it: what was handed over is gone.
 */
export interface Channel {
  readonly transfers: boolean;
  /** Throws when the message cannot be carried (for example a function inside a value). */
  post(message: WireMessage): void;
  /** One listener; messages that arrive earlier are kept for it. */
  onMessage(listener: (message: WireMessage) => void): () => void;
  /** Called once, when either side closes or the peer is lost. */
  onClose(listener: () => void): () => void;
  close(): void;
}
