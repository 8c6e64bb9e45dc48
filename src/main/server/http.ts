import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { answerPage, plainAnswer, type PageAnswer } from '../shell/page-answer.ts';
import { refuseRequest, refuseUpgrade } from './guard.ts';

export interface HttpOptions {
  readonly hosts: readonly string[];
  readonly token: string;
  readonly pageDirectory: string;
  /** Called only for a socket request that passed every check. */
  readonly onUpgrade: (request: IncomingMessage, socket: Duplex, head: Buffer) => void;
}

const maximumHeaderBytes = 8 * 1024;
/** From the connection to the end of the request's head (N8). */
const handshakeMs = 2_000;
const maximumSockets = 64;

export interface HttpService {
  /** Takes over a connection that the parent accepted. */
  accept(socket: Socket): void;
  close(): void;
}

/** The served page and the door to the socket. It does not listen: connections are handed to it. */
export function createHttpService(options: HttpOptions): HttpService {
  const sockets = new Set<Socket>();
  const server = createServer({ maxHeaderSize: maximumHeaderBytes, requireHostHeader: false, keepAliveTimeout: 1_000 });
  // One request a connection: the deadline of the handshake then bounds every request.
  server.maxRequestsPerSocket = 1;
  server.on('request', (request, response) => {
    settle(request.socket);
    void answer(request, options).then(({ status, headers, body }) => {
      response.writeHead(status, { ...headers, 'Content-Length': Buffer.byteLength(body), Connection: 'close' });
      response.end(request.method === 'HEAD' ? undefined : body);
      // Whatever body was sent with the request is not read.
      request.resume();
    });
  });
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    settle(request.socket);
    const refusal = refuseRequest(request, options.hosts) ?? refuseUpgrade(request, options.token);
    if (refusal === undefined) options.onUpgrade(request, socket, head);
    else endRaw(socket, plainAnswer(refusal.status, refusal.reason));
  });

  const deadlines = new WeakMap<Socket, NodeJS.Timeout>();
  function settle(socket: Socket): void {
    clearTimeout(deadlines.get(socket));
  }

  return {
    accept(socket) {
      if (sockets.size >= maximumSockets) {
        socket.destroy();
        return;
      }
      sockets.add(socket);
      const deadline = setTimeout(() => socket.destroy(), handshakeMs);
      deadlines.set(socket, deadline);
      socket.once('close', () => {
        clearTimeout(deadline);
        sockets.delete(socket);
      });
      socket.on('error', () => socket.destroy());
      serveOn(server, socket);
    },
    close() {
      for (const socket of sockets) socket.destroy();
    },
  };
}

function serveOn(server: Server, socket: Socket): void {
  server.emit('connection', socket);
  socket.resume();
}

async function answer(request: IncomingMessage, options: HttpOptions): Promise<PageAnswer> {
  const refusal = refuseRequest(request, options.hosts);
  if (refusal !== undefined) return plainAnswer(refusal.status, refusal.reason);
  const target = request.url ?? '';
  if (/^\/rpc([/?]|$)/.test(target) && request.method === 'GET')
    return plainAnswer(426, 'Only a socket is served here', { Upgrade: 'websocket' });
  return answerPage(options.pageDirectory, request.method ?? '', target);
}

const statusTexts: Readonly<Record<number, string>> = {
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  421: 'Misdirected Request',
};

/** Answers on the bare socket of a refused upgrade. */
function endRaw(socket: Duplex, { status, headers, body }: PageAnswer): void {
  const lines = Object.entries({ ...headers, 'Content-Length': String(Buffer.byteLength(body)), Connection: 'close' }).map(
    ([name, value]) => `${name}: ${value}\r\n`,
  );
  socket.end(`HTTP/1.1 ${status} ${statusTexts[status] ?? 'Refused'}\r\n${lines.join('')}\r\n${body.toString()}`);
}
