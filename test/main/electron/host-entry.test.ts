import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { describe, expect, it, onTestFinished } from 'vitest';
import { consoleContract } from '../../../src/contract/index.ts';
import { domPortChannel } from '../../../src/rpc/channels/dom-port.ts';
import { connect } from '../../../src/rpc/connect.ts';

function startHost(folder: string) {
  const worker = new Worker(new URL('./utility-process.ts', import.meta.url));
  onTestFinished(async () => void (await worker.terminate()));
  const send = (data: unknown, ports: MessagePort[] = []) => worker.postMessage({ data, ports }, ports as never);
  const options = {
    shell: 'desktop',
    version: '0',
    dataDirectory: folder,
    resourcesDirectory: join(folder, 'none'),
    device: 'cpu',
    demo: 'none',
    importRoots: [],
    logLevel: 'silent',
  };
  return {
    start: () => send({ type: 'start', options }),
    stop: () => send({ type: 'stop' }),
    answer: once(worker, 'message').then(([message]) => message as unknown),
    exit: once(worker, 'exit').then(([code]) => code as number),
    page: () => {
      const { port1, port2 } = new MessageChannel();
      send({ type: 'connect' }, [port2]);
      const channel = domPortChannel(port1);
      onTestFinished(() => channel.close());
      return connect(channel, consoleContract);
    },
  };
}

function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'paretoscope-host-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

describe('the host of the desktop shell', () => {
  it('serves each port it is handed, also one that comes while it starts, and drains when told to stop', async () => {
    const folder = temporaryFolder();
    const host = startHost(folder);
    host.start();
    const early = host.page();
    expect((await early['system.status']({})).shell).toBe('desktop');
    expect(await host.answer).toEqual({ type: 'ready' });
    const late = host.page();
    expect((await late['datasets.list']({})).datasets).toEqual([]);
    const stream = Array.fromAsync(late['system.changes']({}));
    stream.catch(() => undefined);
    await late['system.status']({});
    host.stop();
    await expect(stream).rejects.toMatchObject({ code: 'disconnected' });
    expect(await host.exit).toBe(0);
    expect(() => statSync(join(folder, 'workspace.sqlite-wal'))).toThrow(/ENOENT/);
  });

  it('E14: keeps the workspace private', async () => {
    const folder = join(temporaryFolder(), 'workspace');
    mkdirSync(folder, { mode: 0o755 });
    const host = startHost(folder);
    host.start();
    await host.answer;
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    host.stop();
    await host.exit;
  });
});
