import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { previewSource } from '../../../src/main/compute/import/preview-source.ts';
import { temporaryFolder } from '../files/temporary-folder.ts';
import { runImport } from './collect-import.ts';
import { writeSource } from './write-source.ts';

const root = temporaryFolder();
const signal = new AbortController().signal;

describe('the preview of a source', () => {
  it('shows the first rows, the role of each file, the fields and the time unit', async () => {
    const rows = Array.from({ length: 20 }, (_, index) => `u${index},i,click,170000000${index % 10}`).join('\n');
    const folder = writeSource(root, {
      'log.csv': `uid,item_id,event,time\n${rows}\n`,
      'items.csv': 'item,title\ni,"A, b"\n',
      'other.csv': 'x\n1\n',
      'README.md': 'words',
    });
    const preview = await previewSource({ path: folder }, signal);
    expect(preview.format).toBe('events');
    expect(preview.files.map(({ path, role }) => [path, role])).toEqual([
      ['items.csv', 'items'],
      ['log.csv', 'log'],
      ['other.csv', 'ignored'],
    ]);
    expect(preview.files[0]?.rows).toEqual([['i', 'A, b']]);
    expect(preview.files[1]?.rows).toHaveLength(8);
    expect(preview.fields.filter((field) => field.column !== undefined).map(({ field, column }) => [field, column])).toEqual([
      ['user', 'uid'],
      ['item', 'item_id'],
      ['action', 'event'],
      ['ts', 'time'],
    ]);
    expect(preview).toMatchObject({ mappingSource: 'detected', problems: [], notes: ['log.csv: times are Unix seconds.'] });
    expect((await runImport(folder)).counts?.notes).toContain('other.csv is not used.');
  });

  it('proposes a valid name for the dataset', async () => {
    const folder = writeSource(root, { '_my log (1).csv': 'user,item,action,ts\nu,i,click,2024-01-01\n' });
    expect((await previewSource({ path: join(folder, '_my log (1).csv') }, signal)).suggestedName).toBe('my log -1-');
  });

  it('says what is missing when nothing fits, and lists the fields once a format is chosen', async () => {
    const folder = writeSource(root, { 'a.csv': 'one,two,time\n1,2,3\n' });
    const unknown = await previewSource({ path: folder }, signal);
    expect(unknown.format).toBeUndefined();
    expect(unknown.problems[0]).toContain('one, two, time');
    const chosen = await previewSource({ path: folder, format: 'events' }, signal);
    expect(chosen.fields.find((field) => field.field === 'ts')?.column).toBe('time');
    expect(chosen.problems.join(' ')).toContain('No column was found for user');
    const given = await previewSource(
      { path: folder, mapping: { format: 'events', columns: { user: 'one', item: 'two', action: 'gone', ts: 'time' } } },
      signal,
    );
    expect(given.mappingSource).toBe('given');
    expect(given.problems).toEqual(['There is no column "gone" for action.']);
  });

  it('names a table that cannot be opened', async () => {
    const folder = writeSource(root, { 'log.csv': 'user,item,action,ts\nu,i,click,2024-01-01\n', 'bad.parquet': 'no' });
    const preview = await previewSource({ path: folder }, signal);
    expect(preview.problems).toEqual(['bad.parquet: The file is not Parquet, although its name says so.']);
  });
});
