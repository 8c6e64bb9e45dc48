import { describe, expect, it } from 'vitest';
import { columnsOf, sampleOf, withColumn } from '../../../../src/renderer/features/import/mapping.ts';
import { nameProblem } from '../../../../src/renderer/data/dataset-name.ts';
import { isBundle, proposedName } from '../../../../src/renderer/features/import/upload-names.ts';

const paths = (...list: string[]) => list.map((path) => ({ path }));

describe('names of an upload', () => {
  it('takes the folder that all files share', () => {
    expect(proposedName(paths('ml-latest-small/ratings.csv', 'ml-latest-small/tags.csv'))).toBe('ml-latest-small');
  });

  it('takes the first file without its endings when there is none', () => {
    expect(proposedName(paths('clicks.csv.gz'))).toBe('clicks');
    expect(proposedName(paths('a/x.csv', 'b/y.csv'))).toBe('x');
  });

  it('proposes only names that are accepted', () => {
    for (const path of ['..weird (1)*.csv', '_x.jsonl', '*.csv', 'a b/c.csv', `${'n'.repeat(120)}.csv`])
      expect(nameProblem(proposedName(paths(path)), [])).toBeUndefined();
  });

  it('tells a bundle from a dataset', () => {
    expect(isBundle(paths('b/manifest.json', 'b/encoder.onnx'))).toBe(true);
    expect(isBundle(paths('d/manifest.json', 'd/ratings.csv'))).toBe(false);
  });

  it('says why a name cannot be had', () => {
    expect(nameProblem('', [])).toBe('A dataset needs a name');
    expect(nameProblem('demo', ['demo'])).toBe('A dataset has this name already');
    expect(nameProblem('../etc', [])).toMatch(/^Letters/);
  });
});

describe('mapping', () => {
  const file = (role: string, columns: string[], rows: string[][]) => ({ path: 'f.csv', bytes: 1, role, columns, rows });

  it('offers the columns of files that are read, once', () => {
    expect(columnsOf([file('log', ['u', 't'], []), file('items', ['t', 'n'], []), file('ignored', ['z'], [])])).toEqual(['u', 't', 'n']);
  });

  it('shows the first value that is not empty', () => {
    expect(
      sampleOf(
        [
          file(
            'log',
            ['u', 't'],
            [
              ['1', ''],
              ['2', 'x'],
            ],
          ),
        ],
        't',
      ),
    ).toBe('x');
  });

  it('moves one field and leaves the others', () => {
    const mapping = { format: 'events' as const, columns: { user: 'u', ts: 't' } };
    expect(withColumn(mapping, 'ts', 'time').columns).toEqual({ user: 'u', ts: 'time' });
    expect(withColumn(mapping, 'ts', undefined).columns).toEqual({ user: 'u' });
  });
});
