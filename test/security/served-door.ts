import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect as connectSocket, createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Channel } from '../../src/rpc/channel.ts';
import { acceptedHosts } from '../../src/main/server/guard.ts';
import { createHttpService } from '../../src/main/server/http.ts';
import { createSessions } from '../../src/main/server/sessions.ts';

export const testToken = 'A'.repeat(43);

export interface Door {
  readonly port: number;
  /** Sends text as it is and answers everything that came back until the far side closed. */
  send(text: string): Promise<string>;
  /** A well-formed upgrade whose headers are replaced, or left out where undefined. */
  upgrade(headers?: Readonly<Record<string, string | undefined>>, path?: string): Promise<string>;
}

export interface DoorOptions {
  readonly sessions?: number;
  readonly pingEveryMs?: number;
  readonly onChannel?: (channel: Channel) => void;
}

/** The served shell's own door (guard, page, sockets) on a free port, with a page of three files; closed when the test ends. */
export async function openDoor({ sessions: limit = 1, pingEveryMs, onChannel = () => {} }: DoorOptions = {}): Promise<Door> {
  const page = mkdtempSync(join(tmpdir(), 'paretoscope-page-'));
  writeFileSync(join(page, 'index.html'), '<!doctype html><meta name="style-nonce" content="__NONCE__"><p>page');
  writeFileSync(join(page, 'main-abcd1234.js'), 'export {};');
  writeFileSync(join(page, 'notes.txt'), 'not part of the page');
  const listener = createServer({ pauseOnConnect: true });
  listener.listen(0, '127.0.0.1');
  await once(listener, 'listening');
  const { port } = listener.address() as AddressInfo;
  const sessions = createSessions({ limit, onChannel, ...(pingEveryMs === undefined ? {} : { pingEveryMs }) });
  const http = createHttpService({
    hosts: acceptedHosts('127.0.0.1', port),
    token: testToken,
    pageDirectory: page,
    onUpgrade: (request, socket, head) => sessions.upgrade(request, socket, head),
  });
  listener.on('connection', (socket) => http.accept(socket));
  onTestFinished(async () => {
    sessions.close();
    http.close();
    listener.close();
    await once(listener, 'close');
    rmSync(page, { recursive: true });
  });
  const send = (text: string) => exchange(port, text);
  return {
    port,
    send,
    upgrade: (headers = {}, path = '/rpc') => {
      const usual = {
        Host: `127.0.0.1:${port}`,
        Origin: `http://127.0.0.1:${port}`,
        Connection: 'Upgrade',
        Upgrade: 'websocket',
        'Sec-WebSocket-Version': '13',
        'Sec-WebSocket-Key': 'dGhlIHNhbXBsZSBub25jZQ==',
        'Sec-WebSocket-Protocol': `console.v1, t.${testToken}`,
      };
      const lines = Object.entries({ ...usual, ...headers }).flatMap(([name, value]) =>
        value === undefined ? [] : [`${name}: ${value}\r\n`],
      );
      return send(`GET ${path} HTTP/1.1\r\n${lines.join('')}\r\n`);
    },
  };
}

/** Ends at the far side's close, or at the head of a completed upgrade. */
function exchange(port: number, text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connectSocket(port, '127.0.0.1');
    let received = '';
    socket.setEncoding('latin1');
    socket.on('data', (part: string) => {
      received += part;
      if (received.startsWith('HTTP/1.1 101') && received.includes('\r\n\r\n')) socket.destroy();
    });
    socket.on('close', () => resolve(received));
    socket.on('error', (error: NodeJS.ErrnoException) => (error.code === 'ECONNRESET' ? resolve(received) : reject(error)));
    socket.write(text);
  });
}

export function statusOf(answer: string): number {
  return Number(/^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1]);
}

export function headersOf(answer: string): Readonly<Record<string, string>> {
  const [head = ''] = answer.split('\r\n\r\n');
  return Object.fromEntries(
    head
      .split('\r\n')
      .slice(1)
      .map((line) => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 1).trim()]),
  );
}
