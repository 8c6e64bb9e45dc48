import type { Channel, WireMessage } from '../channel.ts';
import { transferableBuffers, withOwnMemory } from '../transferable.ts';
import { Inbox } from './inbox.ts';

/** What `worker_threads` gives at either end: a Worker, a parentPort or a MessagePort. */
export interface NodePort {
  postMessage(message: unknown, transfer?: readonly ArrayBuffer[]): void;
  on(event: 'message', listener: (message: unknown) => void): unknown;
  on(event: 'close' | 'exit' | 'error', listener: () => void): unknown;
  off(event: 'message', listener: (message: unknown) => void): unknown;
  /** MessagePort and parentPort have it; a Worker is ended by its owner. */
  close?(): void;
}

/** Between Node threads: typed arrays are moved, not copied, so what was posted is gone for the sender. */
export function nodePortChannel(port: NodePort): Channel {
  const inbox = new Inbox();
  const receive = (message: unknown) => inbox.deliver(message as WireMessage);
  const end = () => {
    if (inbox.close()) port.off('message', receive);
  };
  port.on('message', receive);
  port.on('close', end);
  port.on('exit', end);
  return {
    transfers: true,
    post(message) {
      if (inbox.closed) return;
      const owned = withOwnMemory(message);
      port.postMessage(owned, transferableBuffers(owned));
    },
    onMessage: (listener) => inbox.onMessage(listener),
    onClose: (listener) => inbox.onClose(listener),
    close() {
      end();
      port.close?.();
    },
  };
}
