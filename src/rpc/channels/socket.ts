import type { Channel, WireMessage } from '../channel.ts';
import { decodeFrame, encodeFrame } from './frame.ts';
import { Inbox } from './inbox.ts';

/** What is used of a WebSocket: the browser's own and the `ws` package's both fit. */
export interface SocketLike {
  binaryType: string;
  readonly bufferedAmount: number;
  readonly readyState: number;
  send(data: string | Uint8Array<ArrayBuffer>): void;
  close(code?: number, reason?: string): void;
  addEventListener(type: 'message', listener: (event: { readonly data: unknown }) => void): void;
  addEventListener(type: 'close' | 'error', listener: () => void): void;
  /** `ws` only: stops and restarts reading. */
  pause?(): void;
  resume?(): void;
}

export interface SocketLimits {
  /** Bytes waiting to be sent above which nothing more is read from this peer. */
  readonly pauseAboveBytes: number;
  /** Bytes waiting to be sent above which the peer is cut off. */
  readonly closeAboveBytes: number;
}

/** Reasons for closing that the peer is told. */
export const socketCloseCodes = { going: 1001, badFrame: 1007, slowReader: 1013, sessionTaken: 4090 } as const;

export const defaultSocketLimits: SocketLimits = { pauseAboveBytes: 8 * 1024 * 1024, closeAboveBytes: 192 * 1024 * 1024 };
const openState = 1;
const drainCheckMs = 20;

/**
 * A channel over one open WebSocket. A frame that is not ours closes it, and so does a peer that lets more than the limit pile up;
 * before that, its requests wait (back-pressure).
 */
export function socketChannel(socket: SocketLike, limits: SocketLimits = defaultSocketLimits): Channel {
  const inbox = new Inbox();
  let drainTimer: ReturnType<typeof setInterval> | undefined;

  function end(): void {
    clearInterval(drainTimer);
    drainTimer = undefined;
    inbox.close();
  }

  function cut(code: number, reason: string): void {
    // A paused socket would never read the peer's answer to the close.
    if (drainTimer !== undefined) socket.resume?.();
    if (socket.readyState <= openState) socket.close(code, reason);
    end();
  }

  function receive(event: { readonly data: unknown }): void {
    if (inbox.closed) return;
    let message: WireMessage;
    try {
      if (typeof event.data !== 'string' && !(event.data instanceof ArrayBuffer))
        throw new TypeError('The frame is neither text nor bytes.');
      message = decodeFrame(event.data);
    } catch {
      cut(socketCloseCodes.badFrame, 'not a valid frame');
      return;
    }
    inbox.deliver(message);
  }

  function holdWhilePiledUp(): void {
    if (socket.pause === undefined || drainTimer !== undefined || socket.bufferedAmount <= limits.pauseAboveBytes) return;
    socket.pause();
    drainTimer = setInterval(() => {
      if (socket.bufferedAmount > limits.pauseAboveBytes) return;
      clearInterval(drainTimer);
      drainTimer = undefined;
      socket.resume?.();
    }, drainCheckMs);
  }

  socket.binaryType = 'arraybuffer';
  socket.addEventListener('message', receive);
  socket.addEventListener('close', end);
  socket.addEventListener('error', end);
  if (socket.readyState > openState) end();

  return {
    transfers: false,
    post(message) {
      if (inbox.closed) return;
      const frame = encodeFrame(message);
      if (socket.readyState !== openState) return;
      socket.send(frame);
      if (socket.bufferedAmount > limits.closeAboveBytes) cut(socketCloseCodes.slowReader, 'too much is waiting to be read');
      else holdWhilePiledUp();
    },
    onMessage: (listener) => inbox.onMessage(listener),
    onClose: (listener) => inbox.onClose(listener),
    close: () => cut(1000, 'closed'),
  };
}
