import { once } from 'node:events';
import { connect as connectSocket, type Socket } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { WebSocket } from 'ws';
import { socketChannel } from '../../src/rpc/channels/socket.ts';
import { connect } from '../../src/rpc/connect.ts';
import { call } from '../../src/rpc/procedure.ts';
import { serve } from '../../src/rpc/serve.ts';
import { type Door, headersOf, openDoor, statusOf, testToken } from './served-door.ts';

function socketTo(door: Door, protocols: readonly string[] = ['console.v1', `t.${testToken}`]): WebSocket {
  const socket = new WebSocket(`ws://127.0.0.1:${door.port}/rpc`, [...protocols], { origin: `http://127.0.0.1:${door.port}` });
  onTestFinished(() => socket.terminate());
  return socket;
}

describe('N2: the Host must be ours, before anything else is looked at', () => {
  const wrong: readonly (readonly [string, (port: number) => string])[] = [
    ['is missing', () => ''],
    ['is there twice', (port) => `Host: 127.0.0.1:${port}\r\nHost: 127.0.0.1:${port}\r\n`],
    ['is there twice, one of another site', (port) => `Host: 127.0.0.1:${port}\r\nHost: evil.test\r\n`],
    ['has no port', () => 'Host: 127.0.0.1\r\n'],
    ['has another port', (port) => `Host: 127.0.0.1:${port + 1}\r\n`],
    ['is a name that was rebound to this machine', (port) => `Host: evil.test:${port}\r\n`],
    ['only begins like ours', (port) => `Host: localhost.evil.test:${port}\r\n`],
    ['is another address of this machine', (port) => `Host: 0.0.0.0:${port}\r\n`],
    ['carries a user', (port) => `Host: a@127.0.0.1:${port}\r\n`],
  ];
  it.each(wrong)('N2: 421 where it %s', async (_name, host) => {
    const door = await openDoor();
    // Also for paths and methods that would be refused for other reasons.
    for (const line of ['GET / HTTP/1.1', 'GET /nowhere HTTP/1.1', 'OPTIONS / HTTP/1.1', 'GET /rpc HTTP/1.1']) {
      expect(statusOf(await door.send(`${line}\r\n${host(door.port)}\r\n`))).toBe(421);
    }
    const upgrade = `GET /rpc HTTP/1.1\r\n${host(door.port)}Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nOrigin: http://127.0.0.1:${door.port}\r\nSec-WebSocket-Protocol: console.v1, t.${testToken}\r\n\r\n`;
    expect(statusOf(await door.send(upgrade))).toBe(421);
  });

  it('N2: both of our names are answered', async () => {
    const door = await openDoor();
    for (const name of ['127.0.0.1', 'localhost'])
      expect(statusOf(await door.send(`GET / HTTP/1.1\r\nHost: ${name}:${door.port}\r\n\r\n`))).toBe(200);
  });
});

describe('N3: only our own page may open the socket or fetch', () => {
  it('N3: an upgrade with another origin, none, or `null` is refused', async () => {
    const door = await openDoor();
    const port = String(door.port);
    for (const Origin of [
      undefined,
      'null',
      'http://evil.test',
      `http://localhost:${port}`,
      `https://127.0.0.1:${port}`,
      `http://127.0.0.1:${port}0`,
      `http://127.0.0.1:${port}, http://evil.test`,
    ]) {
      expect(statusOf(await door.upgrade({ Origin }))).toBe(403);
    }
    expect(statusOf(await door.upgrade({ Host: `localhost:${port}`, Origin: `http://localhost:${port}` }))).toBe(101);
  });

  it('N3: Sec-Fetch-Site, where the browser says it, must be ours', async () => {
    const door = await openDoor();
    const get = (site: string) => door.send(`GET / HTTP/1.1\r\nHost: 127.0.0.1:${door.port}\r\nSec-Fetch-Site: ${site}\r\n\r\n`);
    expect(statusOf(await get('cross-site'))).toBe(403);
    expect(statusOf(await get('same-site'))).toBe(403);
    expect(statusOf(await get('same-origin'))).toBe(200);
    expect(statusOf(await get('none'))).toBe(200);
    expect(statusOf(await door.upgrade({ 'Sec-Fetch-Site': 'cross-site' }))).toBe(403);
  });
});

describe('N4: the token', () => {
  it('N4: without it, or with another, 401 and no socket', async () => {
    const door = await openDoor();
    const offers = [
      undefined,
      'console.v1',
      `t.${testToken}`,
      'console.v1, t.',
      `console.v1, t.${'B'.repeat(43)}`,
      `console.v1, t.${testToken}A`,
      `t.${testToken}, console.v1`,
      `console.v1, t.${testToken}, more`,
    ];
    for (const offer of offers) {
      const answer = await door.upgrade({ 'Sec-WebSocket-Protocol': offer });
      expect(statusOf(answer)).toBe(401);
      expect(answer).not.toContain(testToken);
    }
  });

  it('N4: with it, the server answers `console.v1` alone', async () => {
    const door = await openDoor();
    const answer = await door.upgrade();
    expect(statusOf(answer)).toBe(101);
    expect(headersOf(answer)['sec-websocket-protocol']).toBe('console.v1');
    expect(answer).not.toContain(testToken);
  });

  it('N4: a token in the address, a header or a cookie opens nothing', async () => {
    const door = await openDoor();
    expect(statusOf(await door.upgrade({ 'Sec-WebSocket-Protocol': 'console.v1' }, `/rpc?t=${testToken}`))).toBe(404);
    expect(
      statusOf(
        await door.upgrade({ 'Sec-WebSocket-Protocol': 'console.v1', Cookie: `t=${testToken}`, Authorization: `Bearer ${testToken}` }),
      ),
    ).toBe(401);
  });

  it('N4: no cookie is ever set', async () => {
    const door = await openDoor();
    for (const answer of [await door.upgrade(), await door.send(`GET / HTTP/1.1\r\nHost: 127.0.0.1:${door.port}\r\n\r\n`)]) {
      expect(headersOf(answer)['set-cookie']).toBeUndefined();
    }
  });
});

describe('N5: files are inert, and only the socket speaks data', () => {
  it('N5: GET and HEAD alone', async () => {
    const door = await openDoor();
    for (const method of ['POST', 'PUT', 'DELETE', 'PATCH', 'TRACE', 'PROPFIND']) {
      const answer = await door.send(`${method} / HTTP/1.1\r\nHost: 127.0.0.1:${door.port}\r\nContent-Length: 0\r\n\r\n`);
      expect([method, statusOf(answer)]).toEqual([method, 405]);
      expect(headersOf(answer)['allow']).toBe('GET, HEAD');
    }
    const head = await door.send(`HEAD / HTTP/1.1\r\nHost: 127.0.0.1:${door.port}\r\n\r\n`);
    expect([statusOf(head), head.split('\r\n\r\n')[1]]).toEqual([200, '']);
  });

  it('N5: nothing outside the page, no listing, no other kind of file', async () => {
    const door = await openDoor();
    for (const path of [
      '/..%2f..%2fetc/passwd',
      '/../../etc/passwd',
      '/notes.txt',
      '/assets/',
      '//etc/passwd',
      '/index.html/',
      '/.git/config',
      '/%00',
      'http://evil.test/',
      '*',
    ]) {
      expect([path, statusOf(await door.send(`GET ${path} HTTP/1.1\r\nHost: 127.0.0.1:${door.port}\r\n\r\n`))]).toEqual([path, 404]);
    }
    expect(statusOf(await door.send(`GET /rpc HTTP/1.1\r\nHost: 127.0.0.1:${door.port}\r\n\r\n`))).toBe(426);
    expect(statusOf(await door.upgrade({}, '/'))).toBe(404);
    expect(statusOf(await door.upgrade({}, '/rpc/'))).toBe(404);
  });
});

describe('N6 and N7: headers', () => {
  async function answers(door: Door): Promise<readonly string[]> {
    const ask = (line: string, more = '') =>
      door.send(`${line} HTTP/1.1\r\nHost: 127.0.0.1:${door.port}\r\nOrigin: http://evil.test\r\n${more}\r\n`);
    return [
      await ask('GET /'),
      await ask('GET /main-abcd1234.js'),
      await ask('GET /nowhere.js'),
      await ask('GET /rpc'),
      await ask('OPTIONS /', 'Access-Control-Request-Method: GET\r\n'),
      await ask('OPTIONS /rpc', 'Access-Control-Request-Method: GET\r\n'),
      await ask('GET /', 'Sec-Fetch-Site: cross-site\r\n'),
      await door.send('GET / HTTP/1.1\r\nHost: evil.test\r\n\r\n'),
      await door.upgrade({ Origin: 'http://evil.test' }),
      await door.upgrade({ 'Sec-WebSocket-Protocol': undefined }),
    ];
  }

  it('N6: no answer carries a CORS header, and OPTIONS is refused', async () => {
    const all = await answers(await openDoor());
    expect(all.map(statusOf)).toEqual([200, 200, 404, 426, 405, 405, 403, 421, 403, 401]);
    expect(all.filter((answer) => /access-control-/i.test(answer))).toEqual([]);
  });

  it('N7: every answer carries the headers of safety', async () => {
    for (const answer of await answers(await openDoor())) {
      const { date: _date, ...headers } = headersOf(answer);
      const policy = headers['content-security-policy']?.replace(/'nonce-[\w-]{24}'/, "'nonce-x'");
      expect(policy).toBe(
        "default-src 'none'; script-src 'self'; style-src 'self' 'nonce-x'; img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; object-src 'none'",
      );
      expect(headers).toMatchObject({
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
        'cross-origin-opener-policy': 'same-origin',
        'cross-origin-resource-policy': 'same-origin',
        'x-frame-options': 'DENY',
      });
      expect(headers['server'] ?? headers['x-powered-by']).toBeUndefined();
    }
  });

  it('N7: the page is not stored, and its nonce is new each time and the one of the policy', async () => {
    const door = await openDoor();
    const get = () => door.send(`GET / HTTP/1.1\r\nHost: 127.0.0.1:${door.port}\r\n\r\n`);
    const [first, second] = [await get(), await get()];
    const nonces = [first, second].map((answer) => /content="([\w-]{24})"/.exec(answer)?.[1]);
    expect(headersOf(first)).toMatchObject({ 'cache-control': 'no-store', 'content-type': 'text/html; charset=utf-8' });
    expect(headersOf(first)['content-security-policy']).toContain(`'nonce-${nonces[0]}'`);
    expect(nonces[0]).not.toBe(nonces[1]);
    expect(first).not.toContain('__NONCE__');
  });
});

describe('N8: limits', () => {
  it('N8: one page at a time; the second is told why', async () => {
    const door = await openDoor();
    const first = socketTo(door);
    await once(first, 'open');
    const [code] = (await once(socketTo(door), 'close')) as [number];
    expect(code).toBe(4090);
    expect(first.readyState).toBe(WebSocket.OPEN);
    first.close();
    await once(first, 'close');
    await once(socketTo(door), 'open');
  });

  it('N8: more pages where more are allowed', async () => {
    const door = await openDoor({ sessions: 2 });
    await Promise.all([once(socketTo(door), 'open'), once(socketTo(door), 'open')]);
    expect(((await once(socketTo(door), 'close')) as [number])[0]).toBe(4090);
  });

  it('N8: a frame over 80 MiB ends the connection', async () => {
    const door = await openDoor();
    const socket = socketTo(door);
    await once(socket, 'open');
    socket.on('error', () => undefined);
    socket.send(Buffer.alloc(80 * 1024 * 1024 + 1));
    expect(((await once(socket, 'close')) as [number])[0]).toBe(1009);
  });

  it('N8: a frame that is not of the protocol ends the connection', async () => {
    const door = await openDoor();
    const socket = socketTo(door);
    await once(socket, 'open');
    socket.send('{"type":"request"}');
    expect(((await once(socket, 'close')) as [number])[0]).toBe(1007);
  });

  it('N8: a connection that does not finish its request within 2 seconds is cut', async () => {
    const door = await openDoor();
    expect(await door.send('GET / HTTP/1.1\r\nHost: 127.0.0.1')).toBe('');
    expect(await door.send('')).toBe('');
  });

  it('N8: a head over 8 KiB is refused', async () => {
    const door = await openDoor();
    expect(statusOf(await door.send(`GET / HTTP/1.1\r\nHost: 127.0.0.1:${door.port}\r\nX-Long: ${'x'.repeat(9000)}\r\n\r\n`))).toBe(431);
  });

  it('N8: at most 64 connections are open', async () => {
    const door = await openDoor();
    const request = `GET / HTTP/1.1\r\nHost: 127.0.0.1:${door.port}\r\n\r\n`;
    const held: Socket[] = [];
    onTestFinished(() => {
      for (const socket of held) socket.destroy();
    });
    async function hold(): Promise<void> {
      const socket = connectSocket(door.port, '127.0.0.1');
      held.push(socket);
      socket.on('error', () => undefined);
      await once(socket, 'connect');
    }
    for (let count = 0; count < 63; count += 1) await hold();
    expect(statusOf(await door.send(request))).toBe(200);
    await hold();
    expect(await door.send(request)).toBe('');
  });

  it('N8: a peer that does not answer a ping is cut', async () => {
    const door = await openDoor({ pingEveryMs: 50 });
    const deaf = new WebSocket(`ws://127.0.0.1:${door.port}/rpc`, ['console.v1', `t.${testToken}`], {
      origin: `http://127.0.0.1:${door.port}`,
      autoPong: false,
    });
    expect(((await once(deaf, 'close')) as [number])[0]).toBe(1006);
  });

  it('N8: calls at work are limited, also those whose caller cancelled', async () => {
    const contract = { wait: call<undefined, undefined>() };
    let running = 0;
    const release = Promise.withResolvers<undefined>();
    const door = await openDoor({
      onChannel: (channel) =>
        void serve(
          channel,
          contract,
          {
            wait: () => {
              running += 1;
              return release.promise;
            },
          },
          { maxInFlight: 4 },
        ),
    });
    const socket = socketTo(door);
    await once(socket, 'open');
    const client = connect(socketChannel(socket as never), contract);
    const outcome = (signal?: AbortSignal) =>
      client.wait(undefined, signal === undefined ? {} : { signal }).then(
        () => 'done',
        (error: { readonly code: string }) => error.code,
      );
    const stop = new AbortController();
    const first = Array.from({ length: 4 }, () => outcome(stop.signal));
    // One more, and its answer: by then the four are at work.
    expect(await outcome()).toBe('busy');
    stop.abort();
    expect(await Promise.all(first)).toEqual(['cancelled', 'cancelled', 'cancelled', 'cancelled']);
    expect(await Promise.all(Array.from({ length: 20 }, () => outcome()))).toEqual(Array.from({ length: 20 }, () => 'busy'));
    expect(running).toBe(4);
    release.resolve(undefined);
    await release.promise;
    expect(await outcome()).toBe('done');
  });

  it('N8: a reader that stops reading is not sent without end, and its requests wait', async () => {
    const contract = { bulk: call<undefined, Uint8Array>() };
    let answered = 0;
    const door = await openDoor({
      onChannel: (channel) =>
        void serve(channel, contract, {
          bulk: () => {
            answered += 1;
            return new Uint8Array(4 * 1024 * 1024);
          },
        }),
    });
    const socket = socketTo(door);
    await once(socket, 'open');
    socket.pause();
    const ask = (id: number) => socket.send(JSON.stringify({ type: 'request', id, method: 'bulk' }));
    for (let id = 1; id <= 8; id += 1) ask(id);
    // Whatever more is asked stays unread on the far side: the 8 MiB that wait are enough.
    await settled(() => answered);
    const before = answered;
    for (let id = 9; id <= 40; id += 1) ask(id);
    await settled(() => answered);
    expect(answered).toBe(before);
    let received = 0;
    socket.on('message', () => (received += 1));
    socket.resume();
    await settled(() => received, 40);
    expect([answered, received]).toEqual([40, 40]);
  });
});

/** Waits until a count has stood still for a while, or, where a goal is given, has reached it. */
async function settled(count: () => number, goal?: number): Promise<void> {
  let last = -1;
  let still = 0;
  while (goal === undefined ? still < 15 : count() < goal) {
    still = count() === last ? still + 1 : 0;
    last = count();
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
