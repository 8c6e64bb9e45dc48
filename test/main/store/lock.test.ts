import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openStore } from '../../../src/main/store/open.ts';
import { nextLine, startChild } from './child.ts';
import { quietLog } from './quiet-log.ts';
import { sampleParts, writeAll } from './sample-parts.ts';
import { temporaryFolder } from './temporary-folder.ts';

interface Told {
  readonly pid: number;
  readonly writable: boolean;
  readonly writerPid?: number;
}

describe('the writer lock', () => {
  it('lets a second process read, and refuses its writes by the pid of the first', async () => {
    const path = join(temporaryFolder(), 'workspace.sqlite');
    const first = openStore(path, { log: quietLog() });
    const writer = first.datasets.create('sample', 'events');
    await writeAll(writer, sampleParts({ users: 3, eventsPerUser: 10, items: 20 }));
    await writer.commit();
    await first.close();

    const child = startChild('hold-store.ts', [path]);
    const told = JSON.parse(await nextLine(child)) as Told;
    expect(told).toMatchObject({ writable: true, pid: child.process.pid });
    expect(readFileSync(`${path}.lock`, 'utf8').trim()).toBe(String(told.pid));

    const second = openStore(path, { log: quietLog() });
    expect([second.writable, second.writerPid]).toEqual([false, told.pid]);
    expect(second.datasets.get('sample').users).toBe(3);
    const busy: unknown = expect.objectContaining({ code: 'busy', message: expect.stringContaining(String(told.pid)) as string });
    expect(() => second.datasets.create('other', 'events')).toThrow(busy);
    expect(() => second.settings.set('k', 1)).toThrow(busy);
    expect(() => second.jobs.insert({ kind: 'import', title: '', state: 'running', phase: '', startedAtMs: 0 })).toThrow(busy);
    await expect(second.datasets.remove('sample')).rejects.toThrow(busy);
    await second.close();

    child.process.stdin.end();
    expect(await child.ended).toBe(0);
    expect(existsSync(`${path}.lock`)).toBe(false);
  });

  it('is free again when its holder was killed, even where the pid it named lives on as another process', async () => {
    const path = join(temporaryFolder(), 'workspace.sqlite');
    const child = startChild('hold-store.ts', [path]);
    await nextLine(child);
    child.process.kill('SIGKILL');
    expect(await child.ended).toBe('SIGKILL');
    expect(existsSync(`${path}.lock`)).toBe(true);
    writeFileSync(`${path}.lock`, `${process.ppid}\n`);
    const store = openStore(path, { log: quietLog() });
    expect(store.writable).toBe(true);
    expect(readFileSync(`${path}.lock`, 'utf8').trim()).toBe(String(process.pid));
    await store.close();
  });

  it('is won by exactly one of several starters, and the others name it', async () => {
    const path = join(temporaryFolder(), 'workspace.sqlite');
    await openStore(path, { log: quietLog() }).close();
    writeFileSync(`${path}.lock`, '999999\n');
    const children = Array.from({ length: 4 }, () => startChild('hold-store.ts', [path]));
    const told = await Promise.all(children.map(async (child) => JSON.parse(await nextLine(child)) as Told));
    const writers = told.filter((one) => one.writable);
    expect(writers).toHaveLength(1);
    for (const one of told) if (!one.writable) expect(one.writerPid).toBe(writers[0]?.pid);
    for (const child of children) child.process.stdin.end();
    expect(await Promise.all(children.map((child) => child.ended))).toEqual([0, 0, 0, 0]);
  });
});
