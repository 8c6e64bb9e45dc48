import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { Worker } from 'node:worker_threads';
import { afterAll, beforeAll } from 'vitest';
import { WebSocket as PackageSocket, WebSocketServer } from 'ws';
import type { Channel } from '../../src/rpc/channel.ts';
import { domPortChannel } from '../../src/rpc/channels/dom-port.ts';
import { memoryChannelPair } from '../../src/rpc/channels/memory.ts';
import { nodePortChannel } from '../../src/rpc/channels/node-port.ts';
import { socketChannel, type SocketLike } from '../../src/rpc/channels/socket.ts';
import { serve } from '../../src/rpc/serve.ts';
import { conformanceContract, conformanceHandlers } from './conformance-contract.ts';
import { describeConformance } from './conformance.ts';

function serveOn(channel: Channel): void {
  const { handlers, onInternalError } = conformanceHandlers();
  serve(channel, conformanceContract, handlers, { onInternalError });
}

describeConformance({
  name: 'memory',
  open: async () => {
    const [near, far] = memoryChannelPair();
    serveOn(far);
    return { channel: near, loseFarSide: () => far.close(), dispose: () => near.close() };
  },
});

describeConformance({
  name: 'message port of a page',
  open: async () => {
    const { port1, port2 } = new MessageChannel();
    serveOn(domPortChannel(port2));
    const channel = domPortChannel(port1);
    return { channel, loseFarSide: () => port2.close(), dispose: () => channel.close() };
  },
});

describeConformance({
  name: 'worker thread',
  open: async () => {
    const worker = new Worker(new URL('./conformance-worker.ts', import.meta.url));
    const terminate = async () => void (await worker.terminate());
    return { channel: nodePortChannel(worker), loseFarSide: terminate, dispose: terminate };
  },
});

let server: WebSocketServer;
const farSockets = new Set<PackageSocket>();

beforeAll(async () => {
  server = new WebSocketServer({ host: '127.0.0.1', port: 0, perMessageDeflate: false });
  server.on('connection', (socket) => {
    farSockets.add(socket);
    socket.on('close', () => farSockets.delete(socket));
    serveOn(socketChannel(socket));
  });
  await once(server, 'listening');
});

afterAll(() => {
  for (const socket of farSockets) socket.terminate();
  server.close();
});

type SocketClass = new (url: string) => SocketLike & { addEventListener(type: 'open', listener: () => void): void };

for (const [name, Socket] of [
  ['socket of the ws package', PackageSocket as unknown as SocketClass],
  ['socket as browsers have it', WebSocket as unknown as SocketClass],
] as const) {
  describeConformance({
    name,
    open: async () => {
      const accepted = once(server, 'connection') as Promise<[PackageSocket]>;
      const socket = new Socket(`ws://127.0.0.1:${(server.address() as AddressInfo).port}`);
      const [[far]] = await Promise.all([accepted, new Promise<void>((resolve) => socket.addEventListener('open', resolve))]);
      const channel = socketChannel(socket);
      return { channel, loseFarSide: () => far.terminate(), dispose: () => channel.close() };
    },
  });
}
