import type { Channel, WireMessage } from '../channel.ts';
import { withOwnMemory } from '../transferable.ts';
import { Inbox } from './inbox.ts';

/** What is used of a browser's MessagePort. */
interface EventTargetPort {
  postMessage(message: unknown): void;
  start(): void;
  close(): void;
  addEventListener(type: 'message', listener: (event: { readonly data: unknown }) => void): void;
  addEventListener(type: 'close' | 'messageerror', listener: () => void): void;
}

/** What is used of Electron's MessagePortMain. */
interface EmitterPort {
  postMessage(message: unknown): void;
  start(): void;
  close(): void;
  on(event: 'message', listener: (event: { readonly data: unknown }) => void): unknown;
  on(event: 'close', listener: () => void): unknown;
}

export type DomPortLike = EventTargetPort | EmitterPort;

/**
 * A channel over a port that leads to another process: values are copied, memory stays with the sender. Starts the port.
 * A view of a part of its memory is copied first: the clone would carry all of it, and hand over bytes that were never meant to leave.
 */
export function domPortChannel(port: DomPortLike): Channel {
  const inbox = new Inbox();
  const receive = (event: { readonly data: unknown }) => inbox.deliver(event.data as WireMessage);
  const end = () => {
    inbox.close();
  };
  const close = () => {
    if (inbox.close()) port.close();
  };

  // A Node port also has `on`, with other arguments: look for the browser's form first.
  if ('addEventListener' in port) {
    port.addEventListener('message', receive);
    port.addEventListener('messageerror', close);
    port.addEventListener('close', end);
  } else {
    port.on('message', receive);
    port.on('close', end);
  }
  port.start();

  return {
    transfers: false,
    post(message) {
      if (!inbox.closed) port.postMessage(withOwnMemory(message));
    },
    onMessage: (listener) => inbox.onMessage(listener),
    onClose: (listener) => inbox.onClose(listener),
    close,
  };
}
