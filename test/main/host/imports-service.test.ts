import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ImportResult } from '../../../src/contract/imports.ts';
import { datasetsHandlers } from '../../../src/main/host/services/datasets.ts';
import { importsHandlers } from '../../../src/main/host/services/imports.ts';
import { sessionsHandlers } from '../../../src/main/host/services/sessions.ts';
import { writeGeneratedEvents } from './generated-events.ts';
import { noSignal, serviceContext, type ServiceContext } from './service-context.ts';

const small = 'user,item,action,ts\na,x,save,2026-01-01T00:00:00Z\na,y,click,2026-01-01T00:01:00Z\nb,x,click,2026-01-02T00:00:00Z\n';

async function upload(handlers: ReturnType<typeof importsHandlers>, files: Readonly<Record<string, string>>): Promise<string> {
  const contents = Object.entries(files).map(([path, text]) => ({ path, bytes: new TextEncoder().encode(text) }));
  const { grant } = await handlers['imports.upload'](
    { files: contents.map(({ path, bytes }) => ({ path, bytes: bytes.length })) },
    noSignal,
  );
  for (const [file, { bytes }] of contents.entries()) await handlers['imports.write']({ grant, file, bytes }, noSignal);
  return grant;
}

function incoming(context: ServiceContext): readonly string[] {
  const folder = join(context.dataDirectory, 'incoming');
  return existsSync(folder) ? readdirSync(folder) : [];
}

describe('an import', () => {
  it('of an upload becomes a dataset, told to whoever listens, and the upload is gone', async () => {
    const context = serviceContext();
    const handlers = importsHandlers(context);
    const told: string[] = [];
    context.changes.subscribe((event) => told.push(event.type));
    const grant = await upload(handlers, { 'clicks.csv': small });
    const preview = await handlers['imports.preview']({ grant }, noSignal);
    expect(preview).toMatchObject({ suggestedName: 'clicks', format: 'events', mappingSource: 'detected', problems: [] });
    const { job } = await handlers['imports.start']({ grant, onBadRow: 'stop' }, noSignal);
    const ended = await context.jobs.finished(job);
    expect(ended.error).toBeUndefined();
    expect(ended.title).toBe('Import clicks');
    expect(ended.result as ImportResult).toMatchObject({
      dataset: 'clicks',
      format: 'events',
      rows: { read: 3, imported: 3, duplicate: 0, rejected: 0 },
      users: 2,
      items: 2,
      sessions: 2,
      events: 3,
    });
    expect(told).toContain('datasets');
    expect(incoming(context)).toEqual([]);
    await expect(handlers['imports.start']({ grant, onBadRow: 'stop' }, noSignal)).rejects.toThrow(
      expect.objectContaining({ code: 'not-found' }),
    );

    const datasets = datasetsHandlers(context);
    expect(await datasets['datasets.get']({ dataset: 'clicks' }, noSignal)).toMatchObject({ users: 2, events: 3, demo: false, logs: [] });
    const sessions = sessionsHandlers(context);
    const { session, events } = await sessions['sessions.events']({ dataset: 'clicks', session: 'a:1' }, noSignal);
    expect(session).toEqual({ id: 'a:1', user: 'a', start: '2026-01-01T00:00:00.000Z', end: '2026-01-01T00:01:00.000Z', events: 2 });
    expect(events.map((event) => [event.seq, event.item.id, event.actions, event.at])).toEqual([
      [0, 'x', ['save'], '2026-01-01T00:00:00.000Z'],
      [1, 'y', ['click'], '2026-01-01T00:01:00.000Z'],
    ]);
    const history = await sessions['sessions.history']({ dataset: 'clicks', user: 'a', before: 1, limit: 10 }, noSignal);
    expect([history.total, history.events.map((event) => event.item.id)]).toEqual([2, ['x']]);
    expect(
      (await sessions['sessions.list']({ dataset: 'clicks', search: 'b', limit: 10, offset: 0 }, noSignal)).sessions.map((one) => one.id),
    ).toEqual(['b:1']);

    expect(await datasets['datasets.remove']({ dataset: 'clicks' }, noSignal)).toEqual({ removed: 'clicks' });
    expect(await datasets['datasets.list']({}, noSignal)).toEqual({ datasets: [] });
  });

  it('under a taken name is refused before anything is read, and can be tried again', async () => {
    const context = serviceContext();
    const handlers = importsHandlers(context);
    const first = await handlers['imports.start']({ grant: await upload(handlers, { 'clicks.csv': small }), onBadRow: 'stop' }, noSignal);
    await context.jobs.finished(first.job);
    const grant = await upload(handlers, { 'clicks.csv': small });
    const exists: unknown = expect.objectContaining({ code: 'exists' });
    await expect(handlers['imports.start']({ grant, onBadRow: 'stop' }, noSignal)).rejects.toThrow(exists);
    await expect(handlers['imports.start']({ grant, as: 'clicks', onBadRow: 'stop' }, noSignal)).rejects.toThrow(exists);
    const { job } = await handlers['imports.start']({ grant, as: 'again', onBadRow: 'stop' }, noSignal);
    expect((await context.jobs.finished(job)).state).toBe('done');
    const [again, clicks] = context.store.datasets.list();
    expect(again?.hash).toBe(clicks?.hash);
  });

  it('that meets a bad row names file and line and leaves nothing; skipped, the row is counted', async () => {
    const context = serviceContext();
    const handlers = importsHandlers(context);
    const files = { 'clicks.csv': `${small}b,,click,2026-01-03T00:00:00Z\n` };
    const stopped = await handlers['imports.start']({ grant: await upload(handlers, files), onBadRow: 'stop' }, noSignal);
    expect(await context.jobs.finished(stopped.job)).toMatchObject({
      state: 'failed',
      error: { code: 'bad-row', file: 'clicks.csv', line: 5 },
    });
    expect(context.store.datasets.list()).toEqual([]);
    expect(incoming(context)).toEqual([]);
    const skipped = await handlers['imports.start']({ grant: await upload(handlers, files), onBadRow: 'skip' }, noSignal);
    const { result } = await context.jobs.finished(skipped.job);
    expect(result).toMatchObject({ rows: { read: 4, imported: 3, rejected: 1 }, rejects: [{ file: 'clicks.csv', line: 5 }] });
    expect(context.store.datasets.rejects(context.store.datasets.get('clicks'))).toHaveLength(1);
  });

  it('uses a mapping saved for the same columns', async () => {
    const context = serviceContext();
    const handlers = importsHandlers(context);
    const files = { 'odd.csv': small.replace('user,item,action,ts', 'who,thing,did,moment') };
    await expect(handlers['imports.start']({ grant: await upload(handlers, files), onBadRow: 'stop' }, noSignal)).rejects.toThrow(
      expect.objectContaining({ code: 'bad-file' }),
    );
    const mapping = { format: 'events' as const, columns: { user: 'who', item: 'thing', action: 'did', ts: 'moment' } };
    await handlers['imports.saveMapping']({ name: 'odd names', mapping }, noSignal);
    expect(await handlers['imports.mappings']({}, noSignal)).toEqual({ mappings: [{ name: 'odd names', mapping }] });
    const grant = await upload(handlers, files);
    expect(await handlers['imports.preview']({ grant }, noSignal)).toMatchObject({ format: 'events', mappingSource: 'saved', mapping });
    const { job } = await handlers['imports.start']({ grant, onBadRow: 'stop' }, noSignal);
    expect((await context.jobs.finished(job)).result).toMatchObject({
      events: 3,
      notes: expect.arrayContaining(['Columns were read by a saved mapping.']) as string[],
    });
    await handlers['imports.removeMapping']({ name: 'odd names' }, noSignal);
    expect(() => handlers['imports.removeMapping']({ name: 'odd names' }, noSignal)).toThrow(
      expect.objectContaining({ code: 'not-found' }),
    );
  });

  it('cancelled while it stores leaves nothing, and its name is free', async () => {
    const context = serviceContext();
    const handlers = importsHandlers(context);
    const source = join(context.folder, 'source');
    writeGeneratedEvents(source, 40_000, 7);
    const text = readFileSync(join(source, 'events.csv'), 'utf8');
    const { job } = await handlers['imports.start']({ grant: await upload(handlers, { 'many.csv': text }), onBadRow: 'stop' }, noSignal);
    context.jobs.watch(job, (state) => {
      if (state.phase === 'Handing over' && (state.fraction ?? 0) > 0) context.jobs.cancel(job);
    });
    expect(await context.jobs.finished(job)).toMatchObject({ state: 'cancelled' });
    expect(context.store.datasets.list()).toEqual([]);
    expect(incoming(context)).toEqual([]);
    const again = await handlers['imports.start']({ grant: await upload(handlers, { 'many.csv': text }), onBadRow: 'stop' }, noSignal);
    expect(await context.jobs.finished(again.job)).toMatchObject({ state: 'done', result: { dataset: 'many', events: 40_000 } });
  });
});
