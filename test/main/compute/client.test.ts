import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { type ComputeClient, type ComputeOptions, createComputeClient } from '../../../src/main/compute/client.ts';
import { temporaryFolder } from '../files/temporary-folder.ts';
import { collect, runImport } from './collect-import.ts';
import { writeSource } from './write-source.ts';

const root = temporaryFolder();
const csv = `user,item,action,ts\n${Array.from({ length: 60_000 }, (_, row) => `u${row % 500},i${row % 97},${row % 3 ? 'click' : 'save'},${1_700_000_000 + ((row * 7919) % 1_000_000)}`).join('\n')}\n`;
const source = writeSource(root, { 'events.csv': csv });
const oddWorker = new URL('./odd-worker.ts', import.meta.url);

const open: ComputeClient[] = [];
function client(options?: ComputeOptions): ComputeClient {
  const made = createComputeClient(options);
  open.push(made);
  return made;
}
afterEach(() => Promise.all(open.splice(0).map((one) => one.close())));

describe('the compute workers', () => {
  it('give the same dataset as this thread, with one worker or two', async () => {
    const here = (await runImport(source)).counts?.hash;
    const run = (compute: ComputeClient) => compute.use((tasks) => collect(tasks['import.run']({ path: source, onBadRow: 'stop' })));
    expect((await run(client({ workers: 1 }))).counts?.hash).toBe(here);
    const two = client();
    const both = await Promise.all([run(two), run(two)]);
    expect(both.map((found) => found.counts?.hash)).toEqual([here, here]);
    expect(both[0]?.events).toHaveLength(60_000);
  });

  it('are at most two; a third user waits until one is free', async () => {
    const compute = client();
    const started: number[] = [];
    const ends = [0, 1, 2].map(() => Promise.withResolvers<void>());
    const runs = ends.map((end, index) =>
      compute.use(async () => {
        started.push(index);
        await end.promise;
      }),
    );
    await new Promise((resolve) => setImmediate(resolve));
    expect(started).toEqual([0, 1]);
    ends[1]?.resolve();
    await runs[1];
    await new Promise((resolve) => setImmediate(resolve));
    expect(started).toEqual([0, 1, 2]);
    for (const end of ends) end.resolve();
    await Promise.all(runs);
  });

  it('pass on an error of the work with its code, file and line, and stay usable', async () => {
    const compute = client({ workers: 1 });
    const bad = writeSource(root, { 'bad.csv': 'user,item,action,ts\nu,i,click,2024-01-01\n,i,click,2024-01-01\n' });
    const run = (path: string) => compute.use((tasks) => collect(tasks['import.run']({ path, onBadRow: 'stop' })));
    await expect(run(bad)).rejects.toMatchObject({ code: 'bad-row', file: 'bad.csv', line: 3 });
    expect((await run(source)).counts?.events).toBe(60_000);
  });

  it('stop when the caller cancels, and take the next call', async () => {
    const compute = client({ workers: 1 });
    const controller = new AbortController();
    const phases = new Set<string>();
    const cancelled = compute.use(async (tasks) => {
      for await (const part of tasks['import.run']({ path: source, onBadRow: 'stop' }, { signal: controller.signal })) {
        if (part.type === 'progress') phases.add(part.phase);
        controller.abort();
      }
    });
    await expect(cancelled).rejects.toMatchObject({ code: 'cancelled' });
    expect([...phases]).toEqual(['Reading']);
    const preview = await compute.use((tasks) => tasks['import.preview']({ path: source }));
    expect(preview).toMatchObject({ format: 'events', problems: [] });
  });
});

describe('a worker that dies', () => {
  it('rejects its calls with a clear error and is replaced', async () => {
    const compute = client({ workers: 1, url: oddWorker });
    const preview = (path: string) => compute.use((tasks) => tasks['import.preview']({ path }));
    await expect(preview('/exit')).rejects.toMatchObject({ code: 'unavailable', message: expect.stringContaining('exit code 3') });
    expect((await preview(source)).format).toBe('events');
    await expect(preview('/throw')).rejects.toMatchObject({
      code: 'unavailable',
      message: expect.stringContaining('thrown outside any call'),
    });
    expect((await preview(source)).format).toBe('events');
  });

  it('makes room for who waits', async () => {
    const compute = client({ workers: 1, url: oddWorker });
    const dying = compute.use((tasks) => tasks['import.preview']({ path: '/exit' }));
    const waiting = compute.use((tasks) => tasks['import.preview']({ path: source }));
    await expect(dying).rejects.toMatchObject({ code: 'unavailable' });
    expect((await waiting).format).toBe('events');
  });
});

describe('closing', () => {
  it('refuses new and waiting work, and ends even a worker that never gives way', async () => {
    const compute = client({ workers: 1, url: oddWorker });
    const outcomes = Promise.allSettled([
      compute.use((tasks) => tasks['import.preview']({ path: '/spin' })),
      compute.use((tasks) => tasks['import.preview']({ path: source })),
    ]);
    await compute.close();
    for (const outcome of await outcomes) expect(outcome).toMatchObject({ status: 'rejected', reason: { code: 'unavailable' } });
    await expect(compute.use(async () => undefined)).rejects.toMatchObject({ code: 'unavailable' });
  });

  it('leaves nothing that keeps the process alive', () => {
    const script = join(root, 'leak.ts');
    const from = pathToFileURL(join(import.meta.dirname, '../../../src/main/compute/client.ts')).href;
    writeFileSync(
      script,
      `import { createComputeClient } from ${JSON.stringify(from)};
       const compute = createComputeClient();
       const preview = () => compute.use((tasks) => tasks['import.preview']({ path: ${JSON.stringify(source)} }));
       const [one, two] = await Promise.all([preview(), preview()]);
       await compute.close();
       process.stdout.write(one.format + two.format);`,
    );
    const ended = spawnSync(process.execPath, [script], { encoding: 'utf8', timeout: 30_000 });
    expect(ended).toMatchObject({ status: 0, signal: null, stdout: 'eventsevents' });
  });
});

describe('a far time zone', () => {
  it('changes nothing', async () => {
    const folder = writeSource(root, { 'e.csv': 'user,item,action,ts\nu,i,click,2024-03-31T02:30:00\nu,i,click,2024-03-31\n' });
    const before = process.env['TZ'];
    const hashes: (string | undefined)[] = [];
    for (const zone of ['UTC', 'Pacific/Kiritimati', 'America/St_Johns']) {
      process.env['TZ'] = zone;
      hashes.push((await runImport(folder)).counts?.hash);
    }
    if (before === undefined) delete process.env['TZ'];
    else process.env['TZ'] = before;
    expect(new Set(hashes).size).toBe(1);
  });
});
