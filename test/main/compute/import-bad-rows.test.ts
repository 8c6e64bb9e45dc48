import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../files/temporary-folder.ts';
import { runImport } from './collect-import.ts';
import { writeSource } from './write-source.ts';

const root = temporaryFolder();
const skip = { onBadRow: 'skip' } as const;

describe('bad rows', () => {
  const events =
    'user,item,action,ts,dwell_ms\nu1,i1,click,1700000000,5\n,i1,click,1700000000,5\nu1,,click,1700000000,5\nu1,i1,,1700000000,5\nu1,i1,click,soon,5\nu1,i1,click,1700000000,long\nu1,i1,click\n"u"1,i1,click,1700000000,5\nu2,i2,save,1700000001,\n';

  it('stop the import with file, line and remedy', async () => {
    const folder = writeSource(root, { 'e.csv': events });
    await expect(runImport(folder)).rejects.toMatchObject({
      code: 'bad-row',
      file: 'e.csv',
      line: 3,
      message: expect.stringMatching(/e\.csv, line 3: the user is empty.*--on-bad-row skip/s),
    });
  });

  it('are counted and named when they are skipped; read = imported + duplicate + rejected', async () => {
    const found = await runImport(writeSource(root, { 'e.csv': events }), skip);
    expect(found.counts?.rows).toEqual({ read: 9, imported: 2, duplicate: 0, rejected: 7, identical: 0 });
    expect(found.rejects.map(({ line, code }) => [line, code])).toEqual([
      [3, 'missing-user'],
      [4, 'missing-item'],
      [5, 'missing-action'],
      [6, 'bad-time'],
      [7, 'bad-value'],
      [8, 'ragged-row'],
      [9, 'bad-record'],
    ]);
    expect(found.rejects[3]?.message).toMatch(/^the time ".*" is not Unix seconds, which the first times of this file are$/);
    expect(found.rejects[5]?.message).toBe('the row has 3 fields, the header 5');
  });

  it('keep the first hundred rejects and count the rest', async () => {
    const rows = Array.from({ length: 250 }, (_, index) => `u,${index},click,never`).join('\n');
    const found = await runImport(writeSource(root, { 'e.csv': `user,item,action,ts\nu,i,click,2024-01-01\n${rows}\n` }), skip);
    expect(found.rejects).toHaveLength(100);
    expect(found.counts?.rows.rejected).toBe(250);
  });

  it('of an exploration log: propensity, reward, action, request', async () => {
    const log = [
      'request_id,action,propensity,reward_click',
      'r1,0,0.5,1',
      'r2,0,0,1',
      'r3,0,1.01,1',
      'r4,0,NaN,1',
      'r5,0,-0.5,1',
      'r6,0,0.5,yes',
      'r7,2,0.5,1',
      'r8,-1,0.5,1',
      'r9,0.5,0.5,1',
      ',0,0.5,1',
      'r10,1,1,0',
    ].join('\n');
    const found = await runImport(writeSource(root, { 'log.csv': log, 'actions.csv': 'w_a\n1\n2\n' }), skip);
    expect(found.rejects.map(({ line, code }) => [line, code])).toEqual([
      [3, 'bad-propensity'],
      [4, 'bad-propensity'],
      [5, 'bad-propensity'],
      [6, 'bad-propensity'],
      [7, 'bad-reward'],
      [8, 'unknown-action'],
      [9, 'unknown-action'],
      [10, 'unknown-action'],
      [11, 'missing-request'],
    ]);
    expect(found.logs[0]?.columns.get('action')).toEqual([0, 1]);
    expect(found.logs[0]?.columns.get('reward')).toBeUndefined();
    expect(found.logs[0]?.columns.get('click')).toEqual([1, 0]);
  });

  it('of the public formats: an unknown segment, an item outside the catalogue, a rating that is no number', async () => {
    const hillstrom = 'recency,segment,visit,conversion,spend\n1,Mens E-Mail,0,0,0\n1,Pets E-Mail,0,0,0\n';
    expect((await runImport(writeSource(root, { 'h.csv': hillstrom }), skip)).rejects).toMatchObject([{ line: 3, code: 'unknown-action' }]);
    const bandit =
      ',timestamp,item_id,position,click,propensity_score\n0,2019-11-24,0,1,0,0.5\n1,2019-11-24,7,1,0,0.5\n2,2019-11-24,0,0,0,0.5\n';
    const folder = writeSource(root, { 'random.csv': bandit, 'item_context.csv': 'item_id,item_feature_0\n0,1\n1,2\n' });
    expect((await runImport(folder, skip)).rejects.map(({ line, code }) => [line, code])).toEqual([
      [3, 'unknown-action'],
      [4, 'bad-position'],
    ]);
    const ratings = writeSource(root, { 'ratings.csv': 'userId,movieId,rating,timestamp\n1,1,4.0,964982703\n1,2,good,964982703\n' });
    await expect(runImport(ratings)).rejects.toMatchObject({
      code: 'bad-row',
      line: 3,
      message: expect.stringContaining('rating is "good"'),
    });
  });

  it('that are all there is end the import', async () => {
    const folder = writeSource(root, { 'e.csv': 'user,item,action,ts\n,i,click,2024-01-01\n' });
    await expect(runImport(folder, skip)).rejects.toMatchObject({
      code: 'bad-file',
      message: expect.stringContaining('The only row could not be imported: the user is empty'),
    });
    await expect(runImport(writeSource(root, { 'e.csv': 'user,item,action,ts\n' }))).rejects.toMatchObject({
      code: 'bad-file',
      message: 'There are no rows to import in e.csv; a header line needs rows below it.',
    });
  });
});

describe('equal records', () => {
  it('are dropped where rows have an identity, compared before mapping', async () => {
    const csv =
      'user,item,action,ts,unused\nu,i,click,1700000000,a\nu,i,click,1700000000,a\nu,i,click,1700000000,b\nu,i,click,1700000000,a\r\n';
    const found = await runImport(writeSource(root, { 'e.csv': csv }));
    expect(found.counts?.rows).toEqual({ read: 4, imported: 2, duplicate: 2, rejected: 0, identical: 0 });
  });

  it('are kept and counted where rows have none', async () => {
    const without = 'action,propensity,reward\n0,0.5,1\n0,0.5,1\n';
    expect((await runImport(writeSource(root, { 'x.csv': without }))).counts?.rows).toEqual({
      read: 2,
      imported: 2,
      duplicate: 0,
      rejected: 0,
      identical: 1,
    });
    const withId = 'request_id,action,propensity,reward\nr,0,0.5,1\nr,0,0.5,1\n';
    expect((await runImport(writeSource(root, { 'x.csv': withId }))).counts?.rows).toEqual({
      read: 2,
      imported: 1,
      duplicate: 1,
      rejected: 0,
      identical: 0,
    });
    const withUserAndTime = 'user,ts,action,propensity,reward\nu,2024-01-01,0,0.5,1\nu,2024-01-01,0,0.5,1\n';
    expect((await runImport(writeSource(root, { 'x.csv': withUserAndTime }))).counts?.rows).toMatchObject({ imported: 1, duplicate: 1 });
    const withUserOnly = 'user,action,propensity,reward\nu,0,0.5,1\nu,0,0.5,1\n';
    expect((await runImport(writeSource(root, { 'x.csv': withUserOnly }))).counts?.rows).toMatchObject({ imported: 2, identical: 1 });
  });
});

describe('files that cannot be used', () => {
  it('are named, never an internal error', async () => {
    const csv = 'user,item,action,ts\nu,i,click,2024-01-01\n';
    const cases: readonly (readonly [Readonly<Record<string, string | Uint8Array>>, string])[] = [
      [{}, 'no CSV, JSONL or Parquet file'],
      [{ 'a.csv': '' }, 'empty'],
      [{ 'a.csv': 'x,y\n1,2\n' }, 'fit no known format'],
      [{ 'a.csv.gz': gzipSync(csv).subarray(0, 30) }, 'damaged or cut short'],
      [{ 'a.parquet': 'not parquet' }, 'not Parquet'],
      [{ 'a.jsonl': '[1,2]\n' }, 'No line is a JSON object'],
      [{ 'a.csv': Buffer.from('PK\u0003\u0004 and what an archive holds') }, 'zip archive or a spreadsheet'],
      [{ 'a.csv': Buffer.from(csv, 'utf16le') }, 'not UTF-8 text'],
      [{ 'a.csv': csv.replaceAll('\n', '\r') }, 'carriage return alone'],
    ];
    for (const [files, message] of cases) {
      await expect(runImport(writeSource(root, files)), message).rejects.toMatchObject({
        code: 'bad-file',
        message: expect.stringContaining(message),
      });
    }
    await expect(runImport(join(root, 'nowhere'))).rejects.toMatchObject({ code: 'bad-file' });
  });

  it('outside the folder are not reached through a link', async () => {
    const outside = writeSource(root, { 'secret.csv': 'user,item,action,ts\nspy,i,click,2024-01-01\n' });
    const folder = writeSource(root, { 'e.csv': 'user,item,action,ts\nu,i,click,2024-01-01\n' });
    symlinkSync(join(outside, 'secret.csv'), join(folder, 'link.csv'));
    symlinkSync(outside, join(folder, 'folder'));
    expect((await runImport(folder)).users.map((user) => user.id)).toEqual(['u']);
  });
});
