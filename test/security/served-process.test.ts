import { plainRequest } from '../../src/contract/inspect.ts';
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { connect as connectSocket } from 'node:net';
import { networkInterfaces, tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { describe, expect, it, onTestFinished } from 'vitest';
import { WebSocket } from 'ws';
import { consoleContract } from '../../src/contract/index.ts';
import { browserOpener } from '../../src/main/server/browser-opener.ts';
import { socketChannel } from '../../src/rpc/channels/socket.ts';
import { connect } from '../../src/rpc/connect.ts';
import { skipped } from '../skipped.ts';

const entry = join(import.meta.dirname, '..', '..', 'src', 'main', 'cli', 'main.ts');

interface Running {
  readonly url: URL;
  readonly token: string;
  readonly pid: number;
  readonly folder: string;
  readonly errors: () => string;
  readonly exit: Promise<number | null>;
  signal(name: NodeJS.Signals): Promise<number | null>;
}

function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'paretoscope-served-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** The served shell as it is started by a person, from source. */
async function start(args: readonly string[] = [], folder = temporaryFolder()): Promise<Running> {
  const child = spawn(process.execPath, [entry, 'serve', '--data', join(folder, 'workspace'), '--demo', 'toy', ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  let errors = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (errors += text));
  const exit = once(child, 'exit').then(([code]) => code as number | null);
  const line = await Promise.race([
    once(createInterface({ input: child.stdout }), 'line').then(([text]) => text as string),
    exit.then((code) => Promise.reject(new Error(`ended with ${code}: ${errors}`))),
  ]);
  const url = new URL(line);
  const signal = (name: NodeJS.Signals) => {
    child.kill(name);
    return exit;
  };
  return { url, token: url.hash.slice(3), pid: child.pid ?? 0, folder, errors: () => errors, exit, signal };
}

function failedStart(args: readonly string[]): Promise<{ readonly code: number; readonly errors: string }> {
  const folder = temporaryFolder();
  return new Promise((resolve) => {
    execFile(process.execPath, [entry, 'serve', '--data', join(folder, 'workspace'), ...args], (error, _out, errors) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, errors });
    });
  });
}

async function page(running: Running) {
  const socket = new WebSocket(`ws://${running.url.host}/rpc`, ['console.v1', `t.${running.token}`], { origin: running.url.origin });
  onTestFinished(() => socket.terminate());
  await once(socket, 'open');
  return connect(socketChannel(socket as never), consoleContract);
}

/** How a test finds the host's own process, and what other users could see of it. */
const hasProc = existsSync('/proc/self/cmdline');
const needsProc = 'this system has no /proc';

function childPid(running: Running): number {
  const children = readFileSync(`/proc/${running.pid}/task/${running.pid}/children`, 'utf8').trim();
  return Number(children.split(' ')[0]);
}

describe('N1: the address', () => {
  it.each(['0.0.0.0', '::', 'localhost', '192.168.1.5', 'example.test', '127.0.0.2', ''])(
    'N1: --host %j is refused with the remedy',
    async (host) => {
      const { code, errors } = await failedStart(['--host', host]);
      expect(code).toBe(2);
      expect(errors).toMatch(/^error: usage: --host .*127\.0\.0\.1 or ::1 only.*ssh -L/);
    },
  );

  it('N1: no other address of this machine answers', async ({ skip }) => {
    const other = Object.values(networkInterfaces())
      .flat()
      .find((each) => each !== undefined && each.family === 'IPv4' && !each.internal)?.address;
    if (other === undefined) return skip(skipped('this machine has no address but its loopback'));
    const running = await start();
    const socket = connectSocket(Number(running.url.port), other);
    const [error] = (await once(socket, 'error')) as [NodeJS.ErrnoException];
    expect(error.code).toBe('ECONNREFUSED');
  });

  it('N1: ::1 where it was asked for', async ({ skip }) => {
    if (
      !Object.values(networkInterfaces())
        .flat()
        .some((each) => each?.address === '::1')
    )
      skip(skipped('this machine has no IPv6 loopback'));
    const running = await start(['--host', '::1']);
    expect(running.url.hostname).toBe('[::1]');
    const client = await page(running);
    expect((await client['system.status']({})).shell).toBe('served');
  });

  it.each(['70000', '-1', 'http'])('N1: --port %s is refused', async (port) => {
    expect((await failedStart([`--port=${port}`])).errors).toMatch(/^error: usage: --port/);
  });

  it('a demo that is not known is refused with the known ones', async () => {
    const { code, errors } = await failedStart(['--demo', 'all']);
    expect([code, errors]).toEqual([2, expect.stringMatching(/^error: usage: --demo is one of both, world, toy, none/)]);
  });

  it('N1: a taken port is told, with the remedy', async () => {
    const running = await start();
    const { code, errors } = await failedStart(['--port', running.url.port]);
    expect([code, errors]).toEqual([2, expect.stringMatching(/^error: unavailable: Port \d+ .* taken\. Choose another/)]);
  });
});

describe('N4 and N9: the address with its token', () => {
  it('N4, N9: 256 random bits, new for each start, on a free port, said once on stdout and nowhere else', async ({ skip }) => {
    if (!hasProc) skip(skipped(needsProc));
    const [first, second] = [await start(['--debug']), await start(['--debug'])];
    expect(first.url.hash).toMatch(/^#t=[A-Za-z0-9_-]{43}$/);
    expect(first.token).not.toBe(second.token);
    expect(first.url.port).not.toBe(second.url.port);
    await (await page(first))['system.status']({});
    expect(first.errors()).not.toContain(first.token);
    // Neither the arguments nor the environment of any of its processes holds it: other users can read the first.
    for (const pid of [first.pid, childPid(first)]) {
      expect(readFileSync(`/proc/${pid}/cmdline`, 'utf8')).not.toContain(first.token);
      expect(readFileSync(`/proc/${pid}/environ`, 'utf8')).not.toContain(first.token);
    }
  });

  it('N9: the file with the address is 0600, replaces a link instead of following it, and goes with the console', async () => {
    const folder = temporaryFolder();
    const [file, elsewhere] = [join(folder, 'url'), join(folder, 'elsewhere')];
    writeFileSync(elsewhere, 'untouched', { mode: 0o644 });
    symlinkSync(elsewhere, file);
    const running = await start(['--url-file', file]);
    expect(readFileSync(file, 'utf8')).toBe(`${running.url.href}\n`);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readFileSync(elsewhere, 'utf8')).toBe('untouched');
    expect(await running.signal('SIGTERM')).toBe(0);
    expect(() => statSync(file)).toThrow(/ENOENT/);
  });

  it('N9: no browser is opened where there is no display', () => {
    const all = () => true;
    expect(browserOpener('linux', {}, all)).toBeUndefined();
    expect(browserOpener('linux', { DISPLAY: '' }, all)).toBeUndefined();
    expect(browserOpener('linux', { DISPLAY: ':0' }, () => false)).toBeUndefined();
    expect(browserOpener('linux', { DISPLAY: ':0' }, all)).toEqual({ command: 'xdg-open', args: [] });
    expect(browserOpener('darwin', {}, all)).toEqual({ command: 'open', args: [] });
  });
});

describe('N10: paths', () => {
  it('N10: only what lies inside a declared root is read, and a link out of it is refused', async () => {
    const folder = temporaryFolder();
    const root = join(folder, 'root');
    mkdirSync(join(root, 'inside'), { recursive: true });
    mkdirSync(join(folder, 'root-beside'));
    writeFileSync(join(root, 'inside', 'events.csv'), 'user,item,action,ts\nu,i,click,1\n');
    writeFileSync(join(folder, 'secret.csv'), 'secret');
    symlinkSync(join(folder, 'secret.csv'), join(root, 'link.csv'));
    symlinkSync(folder, join(root, 'up'));
    const client = await page(await start(['--import-root', root], folder));
    expect((await client['imports.grantPath']({ path: join(root, 'inside', 'events.csv') })).grant).toMatch(/^[0-9a-f-]{36}$/);
    for (const path of [
      '/etc/passwd',
      join(folder, 'secret.csv'),
      join(root, 'link.csv'),
      join(root, 'up', 'secret.csv'),
      `${root}/../secret.csv`,
      join(folder, 'root-beside'),
    ]) {
      const error = (await client['imports.grantPath']({ path }).catch((reason: unknown) => reason)) as { readonly code?: string };
      expect([path, ['usage', 'refused', 'not-found', 'bad-file'].includes(error.code ?? '')]).toEqual([path, true]);
    }
  });

  it('N10: without a declared root no path is read', async () => {
    const running = await start();
    const client = await page(running);
    await expect(client['imports.grantPath']({ path: running.folder })).rejects.toMatchObject({
      code: expect.stringMatching(/usage|refused|not-found|bad-file/) as string,
    });
  });
});

describe('N11: the end', () => {
  it.each(['SIGTERM', 'SIGINT'] as const)('N11: %s ends it with 0, pages are told, and the database is whole', async (signal) => {
    const running = await start();
    const client = await page(running);
    const changes = client['system.changes']({})[Symbol.asyncIterator]();
    const lost = changes.next().then(async (first) => {
      for (let next = first; next.done !== true; next = await changes.next());
    });
    await client['system.status']({});
    const [outcome, code] = await Promise.all([Promise.allSettled([lost]), running.signal(signal)]);
    expect(code).toBe(0);
    expect(outcome[0]).toMatchObject({ status: 'rejected', reason: { code: 'disconnected' } });
    // The write-ahead log is folded in and gone; another start over the same folder answers.
    expect(() => statSync(join(running.folder, 'workspace', 'workspace.sqlite-wal'))).toThrow(/ENOENT/);
    const again = await start([], running.folder);
    expect((await (await page(again))['system.status']({})).writable).toBe(true);
  });

  it('N11: told to end while the model runs, it drains and ends with 0', async () => {
    const running = await start(['--device', 'cpu']);
    const client = await page(running);
    const { bundles } = await client['bundles.list']({});
    const bundle = bundles.find((each) => each.demo);
    if (bundle === undefined) throw new Error('The bundle that ships with the console is not listed.');
    while (!(await client['datasets.list']({})).datasets.some(({ name }) => name === 'demo'))
      await new Promise((resolve) => setTimeout(resolve, 50));
    const { sessions } = await client['sessions.list']({ dataset: 'demo', limit: 1000, offset: 0 });
    const ask = (user: string) =>
      client['inspect.request']({ ...plainRequest, dataset: 'demo', bundle: bundle.name, user }).then(
        () => 'answered',
        (error: { readonly code: string }) => error.code,
      );
    const users = [...new Set(sessions.map(({ user }) => user))].slice(0, 100);
    expect(await ask(users[0] ?? '')).toBe('answered');
    // Every user asks again and again, so that the end comes while calls are at work.
    const lastOutcomes = users.map(async (user) => {
      for (;;) {
        const outcome = await ask(user);
        if (outcome !== 'answered') return outcome;
      }
    });
    await ask(users[0] ?? '');
    const [outcomes, code] = await Promise.all([Promise.all(lastOutcomes), running.signal('SIGTERM')]);
    expect(code).toBe(0);
    expect(new Set(outcomes)).toEqual(new Set(['disconnected']));
    expect(() => statSync(join(running.folder, 'workspace', 'workspace.sqlite-wal'))).toThrow(/ENOENT/);
  });

  it('N11: the host ends by itself when its parent is killed', async ({ skip }) => {
    if (!hasProc) skip(skipped(needsProc));
    const running = await start();
    const child = childPid(running);
    await running.signal('SIGKILL');
    while (isAlive(child)) await new Promise((resolve) => setTimeout(resolve, 20));
  });

  it('N11: after a crash the host is started again at the same address with the same token', async ({ skip }) => {
    if (!hasProc) skip(skipped(needsProc));
    const running = await start();
    await page(running);
    const first = childPid(running);
    process.kill(first, 'SIGKILL');
    // Connections made meanwhile wait for the new host.
    while (isAlive(first)) await new Promise((resolve) => setTimeout(resolve, 5));
    const client = await page(running);
    expect((await client['system.status']({})).shell).toBe('served');
    expect(childPid(running)).not.toBe(first);
    expect(running.errors()).toContain('The host ended by signal SIGKILL; it starts again in 0.5 s.');
  });

  it('N11: no connection made while the host dies is left hanging', async ({ skip }) => {
    if (!hasProc) skip(skipped(needsProc));
    const running = await start();
    const ends: Promise<unknown>[] = [];
    const ask = () => {
      const socket = connectSocket(Number(running.url.port), '127.0.0.1');
      socket.on('error', () => undefined).resume();
      socket.write(`GET / HTTP/1.1\r\nHost: ${running.url.host}\r\nConnection: close\r\n\r\n`);
      ends.push(new Promise((resolve) => socket.once('close', resolve)));
    };
    const first = childPid(running);
    const asking = setInterval(ask, 1);
    await new Promise((resolve) => setTimeout(resolve, 100));
    process.kill(first, 'SIGKILL');
    await new Promise((resolve) => setTimeout(resolve, 100));
    clearInterval(asking);
    expect(ends.length).toBeGreaterThan(20);
    // Each is answered by the new host or reset by the old one's end; one that hung would hold this test to its limit.
    await Promise.all(ends);
  });

  it('E14: the workspace is 0700 and its files 0600', async () => {
    const { folder } = await start();
    expect(statSync(join(folder, 'workspace')).mode & 0o777).toBe(0o700);
    expect(statSync(join(folder, 'workspace', 'workspace.sqlite')).mode & 0o777).toBe(0o600);
  });
});

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
