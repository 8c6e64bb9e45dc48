import type { Channel, WireMessage } from '../channel.ts';
import { Inbox } from './inbox.ts';

/** Two ends of one pipe inside a process (the command line; tests). Messages are cloned, as every real transport does. */
export function memoryChannelPair(): readonly [Channel, Channel] {
  const left = new Inbox();
  const right = new Inbox();
  const closeBoth = () => {
    left.close();
    right.close();
  };
  return [end(left, right, closeBoth), end(right, left, closeBoth)];
}

function end(own: Inbox, peer: Inbox, closeBoth: () => void): Channel {
  return {
    transfers: false,
    post(message: WireMessage) {
      if (own.closed) return;
      const copy = structuredClone(message);
      queueMicrotask(() => peer.deliver(copy));
    },
    onMessage: (listener) => own.onMessage(listener),
    onClose: (listener) => own.onClose(listener),
    close: closeBoth,
  };
}
