import { join } from 'node:path';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../files/temporary-folder.ts';
import { runImport } from './collect-import.ts';
import { writeSource } from './write-source.ts';

const root = temporaryFolder();
const at = Date.UTC(2024, 5, 1, 12);

describe('generic events', () => {
  it('read every field, sort, and describe items from the file beside them', async () => {
    const folder = writeSource(root, {
      'events.csv': `user,item,action,ts,surface,dwell_ms,session\nu2,i1,click,${at + 5},home,120.5,\nu1,i2,save,${at},search,,\nu1,i9,impression,${at - 1},home,7,\n`,
      'items.csv': 'item,title,topics,creator,created\ni1,"One, first",a|b,c1,2024-01-02\ni2,Two,,,\n',
    });
    const found = await runImport(folder);
    expect(found.counts).toMatchObject({ users: 2, items: 3, events: 3, sessions: 2, firstAtMs: at - 1, lastAtMs: at + 5 });
    expect(found.items).toEqual([
      { id: 'i1', title: 'One, first', topics: ['a', 'b'], creator: 'c1', createdAtMs: Date.UTC(2024, 0, 2) },
      { id: 'i2', title: 'Two', topics: [] },
      { id: 'i9', title: 'Item i9', topics: [] },
    ]);
    const names = found.events.map((event) => [
      found.users[event.user]?.id,
      found.items[event.item]?.id,
      found.actions[Math.log2(event.actions)]?.name,
      found.surfaces[event.surface],
    ]);
    expect(names).toEqual([
      ['u2', 'i1', 'click', 'home'],
      ['u1', 'i9', 'impression', 'home'],
      ['u1', 'i2', 'save', 'search'],
    ]);
    expect(found.events.map((event) => event.dwellMs)).toEqual([120.5, 7, Number.NaN]);
    expect(found.actions.filter((action) => action.positive).map((action) => action.name)).toEqual(['click', 'save']);
    const same = await runImport(join(folder, 'events.csv'));
    expect(same.counts?.hash).toBe(found.counts?.hash);
  });

  it('give the same dataset from CSV, JSONL, Parquet, .gz and .zst', async () => {
    const rows = Array.from(
      { length: 50 },
      (_, index) => [`u${index % 7}`, String(index % 11), ['click', 'save'][index % 2] ?? '', String(at + index * 1000)] as const,
    );
    const csv = `user,item,action,ts\n${rows.map((row) => row.join(',')).join('\n')}\n`;
    const jsonl = rows.map(([user, item, action, ts]) => JSON.stringify({ user, item, action, ts: Number(ts) })).join('\n');
    const parquet = parquetWriteBuffer({
      columnData: [
        { name: 'user', data: rows.map((row) => row[0]), type: 'STRING' },
        { name: 'item', data: rows.map((row) => BigInt(row[1])), type: 'INT64' },
        { name: 'action', data: rows.map((row) => row[2]), type: 'STRING' },
        { name: 'ts', data: rows.map((row) => new Date(Number(row[3]))), type: 'TIMESTAMP' },
      ],
    });
    const files = {
      'e.csv': csv,
      'e.csv.gz': gzipSync(csv),
      'e.csv.zst': zstdCompressSync(csv),
      'e.jsonl': jsonl,
      'e.jsonl.gz': gzipSync(jsonl),
      'e.parquet': new Uint8Array(parquet),
      'crlf.csv': csv.replaceAll('\n', '\r\n'),
    };
    const hashes = new Set<string | undefined>();
    for (const [name, content] of Object.entries(files)) hashes.add((await runImport(writeSource(root, { [name]: content }))).counts?.hash);
    expect(hashes.size).toBe(1);
  });

  it('never lose a digit of a 64-bit id', async () => {
    const ids = ['9007199254740992', '9007199254740993', '18446744073709551615', '007'];
    const csv = `user,item,action,ts\n${ids.map((id) => `${id},${id},click,2024-01-01`).join('\n')}\n`;
    const found = await runImport(writeSource(root, { 'e.csv': csv }));
    expect(found.users.map((user) => user.id)).toEqual(ids);
    expect(found.items.map((item) => item.id)).toEqual(ids);
  });

  it('read each file in its own time unit and say so', async () => {
    const line = (name: string, time: string | number) => ({ [`${name}.csv`]: `user,item,action,ts\n${name},i,click,${time}\n` });
    const found = await runImport(
      writeSource(root, {
        ...line('s', at / 1000),
        ...line('ms', at),
        ...line('us', at * 1000),
        ...line('ns', `${at}000000`),
        ...line('iso', '2024-06-01T12:00:00'),
        ...line('zone', '2024-06-02T02:00:00+14:00'),
      }),
    );
    expect(found.events).toHaveLength(6);
    for (const event of found.events) expect(Math.abs(event.atMs - at)).toBeLessThan(1e-3);
    expect(found.counts?.notes).toContain('us.csv: times are Unix microseconds.');
    expect(found.counts?.notes).toContain('iso.csv: times are ISO 8601 without a zone, read as UTC.');
    expect(found.counts?.notes).toContain('zone.csv: times are ISO 8601.');
  });

  it('follow a given mapping, and a saved one before the synonyms', async () => {
    const folder = writeSource(root, { 'odd.csv': 'wer,was,wie,wann,user\nu1,i1,click,2024-01-01,x\n' });
    await expect(runImport(folder)).rejects.toMatchObject({ code: 'bad-file' });
    const mapping = { format: 'events' as const, columns: { user: 'wer', item: 'was', action: 'wie', ts: 'wann' } };
    expect((await runImport(folder, { mapping })).users[0]?.id).toBe('u1');
    expect((await runImport(folder, { savedMappings: [{ format: 'slates', columns: {} }, mapping] })).users[0]?.id).toBe('u1');
    const wrong = { format: 'events' as const, columns: { ...mapping.columns, ts: 'when' } };
    await expect(runImport(folder, { mapping: wrong })).rejects.toMatchObject({
      code: 'bad-mapping',
      message: expect.stringContaining('"when"'),
    });
    await expect(runImport(folder, { mapping, format: 'slates' })).rejects.toMatchObject({ code: 'bad-mapping' });
  });
});

describe('generic slates', () => {
  it('are a log of shown items with outcome columns; positions count from 1', async () => {
    const folder = writeSource(root, {
      'shown.csv': `request_id,user,ts,position,item,clicked,device\nr1,u1,${at},0,a,1,tv\nr1,u1,${at},1,b,,phone\nr2,u2,${at},0,a,0.5,tv\n`,
    });
    const found = await runImport(folder);
    const log = found.logs[0];
    expect(log?.schema).toMatchObject({ name: 'shown', kind: 'slates', rows: 3 });
    expect(log?.schema.columns.map((column) => [column.name, column.role])).toEqual([
      ['request', 'request'],
      ['user', 'user'],
      ['at', 'at'],
      ['position', 'position'],
      ['item', 'item'],
      ['clicked', 'reward'],
      ['device', 'context'],
    ]);
    expect(log?.columns.get('position')).toEqual([1, 2, 1]);
    expect(log?.columns.get('clicked')).toEqual([1, Number.NaN, 0.5]);
    expect(found.counts).toMatchObject({ users: 2, items: 2, requests: 2, events: 0 });
  });
});

describe('generic exploration', () => {
  const rows = `request_id,user,ts,action,propensity,reward_click,reward_revenue,age,region\nr1,u1,${at},1,0.029411764705882353,1,-2.5,30,north\nr2,u1,${at},0,0.5,0,0,,south\n`;

  it('takes actions and their weights from the file beside it', async () => {
    const found = await runImport(
      writeSource(root, { 'log.csv': rows, 'actions.csv': 'name,w_save,w_click,production\nnow,1,0.3,1\nbolder,2,0.1,0\n' }),
    );
    const log = found.logs[0];
    expect(log?.schema.actions).toEqual([
      { name: 'now', weights: { save: 1, click: 0.3 } },
      { name: 'bolder', weights: { save: 2, click: 0.1 } },
    ]);
    expect(log?.schema).toMatchObject({ name: 'log', kind: 'exploration', production: 'now', randomised: true });
    expect(log?.columns.get('action')).toEqual([1, 0]);
    expect(log?.columns.get('propensity')).toEqual([0.029411764705882353, 0.5]);
    expect(log?.columns.get('revenue')).toEqual([-2.5, 0]);
    expect(log?.columns.get('age')).toEqual([30, Number.NaN]);
    expect(log?.schema.columns.find((column) => column.name === 'region')?.levels).toEqual(['north', 'south']);
    expect(found.counts).toMatchObject({ users: 1, requests: 2 });
  });

  it('takes weight columns themselves as the action', async () => {
    const csv = 'ts,w_save,w_click,propensity,reward\n2024-01-01,1,0.5,0.25,3\n2024-01-02,1,0.25,0.25,4\n2024-01-03,1,0.5,0.25,5\n';
    const log = (await runImport(writeSource(root, { 'w.csv': csv }))).logs[0];
    expect(log?.schema.actions).toEqual([
      { name: 'save=1 click=0.5', weights: { save: 1, click: 0.5 } },
      { name: 'save=1 click=0.25', weights: { save: 1, click: 0.25 } },
    ]);
    expect(log?.columns.get('action')).toEqual([0, 1, 0]);
    expect(log?.columns.get('reward')).toEqual([3, 4, 5]);
  });

  it("takes weight columns beside an action number as that action's, and refuses a change of mind", async () => {
    const csv = 'action,w_save,propensity,reward\n1,2,0.5,0\n0,1,0.5,0\n1,3,0.5,0\n';
    const found = await runImport(writeSource(root, { 'w.csv': csv }), { onBadRow: 'skip' });
    expect(found.logs[0]?.schema.actions).toEqual([
      { name: '0', weights: { save: 1 } },
      { name: '1', weights: { save: 2 } },
    ]);
    expect(found.rejects.map((reject) => [reject.line, reject.code])).toEqual([[4, 'conflicting-weights']]);
  });

  it('takes names as actions where the column holds no numbers', async () => {
    const log = (await runImport(writeSource(root, { 'n.csv': 'arm,propensity,reward\nred,0.5,1\nblue,0.5,0\nred,0.5,0\n' }))).logs[0];
    expect(log?.schema.actions.map((action) => action.name)).toEqual(['red', 'blue']);
    expect(log?.columns.get('action')).toEqual([0, 1, 0]);
  });

  it('is not called randomised when an action was certain', async () => {
    const found = await runImport(writeSource(root, { 'n.csv': 'arm,propensity,reward\nred,1,1\nblue,0.5,0\n' }));
    expect(found.logs[0]?.schema.randomised).toBe(false);
  });
});
