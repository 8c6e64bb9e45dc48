import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import { maximumFrameBytes } from '../../rpc/channels/frame.ts';
import { socketChannel, socketCloseCodes } from '../../rpc/channels/socket.ts';
import type { Channel } from '../../rpc/channel.ts';

export interface SessionOptions {
  /** Pages that may be connected at once (N8). */
  readonly limit: number;
  /** Serves one page; called for each accepted socket. */
  readonly onChannel: (channel: Channel) => void;
  /** A peer that does not answer a ping by the next one is lost. */
  readonly pingEveryMs?: number;
}

export interface Sessions {
  /** Completes a handshake that has passed the guard. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  close(): void;
}

const usualPingMs = 15_000;

/** The sockets of the connected pages. */
export function createSessions({ limit, onChannel, pingEveryMs = usualPingMs }: SessionOptions): Sessions {
  const server = new WebSocketServer({
    noServer: true,
    clientTracking: false,
    maxPayload: maximumFrameBytes,
    perMessageDeflate: false,
    // The token was offered as a protocol too; it is never said back.
    handleProtocols: () => 'console.v1',
  });
  const connected = new Map<WebSocket, { answered: boolean }>();
  const pings = setInterval(() => {
    for (const [socket, state] of connected) {
      if (!state.answered) {
        socket.terminate();
        continue;
      }
      state.answered = false;
      socket.ping();
    }
  }, pingEveryMs);

  function begin(socket: WebSocket): void {
    if (connected.size >= limit) {
      socket.on('error', () => socket.terminate());
      socket.close(socketCloseCodes.sessionTaken, 'another page is connected');
      return;
    }
    const state = { answered: true };
    connected.set(socket, state);
    socket.on('pong', () => (state.answered = true));
    socket.on('close', () => connected.delete(socket));
    onChannel(socketChannel(socket));
  }

  return {
    upgrade: (request, socket, head) => server.handleUpgrade(request, socket, head, begin),
    close() {
      clearInterval(pings);
      for (const socket of connected.keys()) socket.close(socketCloseCodes.going, 'the host is stopping');
      server.close();
    },
  };
}
