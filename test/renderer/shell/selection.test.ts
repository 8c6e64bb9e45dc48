import { describe, expect, it } from 'vitest';
import type { BundleSummary } from '../../../src/contract/bundles.ts';
import type { Dataset } from '../../../src/contract/datasets.ts';
import type { Job } from '../../../src/contract/jobs.ts';
import { addressOf } from '../../../src/renderer/shell/address.ts';
import { jobTarget } from '../../../src/renderer/shell/job-target.ts';
import { bundlesFor, pick } from '../../../src/renderer/shell/selection.ts';

const named = (name: string) => ({ name });

describe('selection', () => {
  it('prefers the address, then what was used last, then the first', () => {
    const all = [named('a'), named('b'), named('c')];
    expect(pick(all, 'c', 'b')?.name).toBe('c');
    expect(pick(all, 'gone', 'b')?.name).toBe('b');
    expect(pick(all, undefined, undefined)?.name).toBe('a');
    expect(pick([], 'a')).toBeUndefined();
  });

  it('offers only bundles of the dataset', () => {
    const dataset = { name: 'demo', hash: 'h1' } as Dataset;
    const bundles = [
      { name: 'x', datasetHash: 'h1' },
      { name: 'y', datasetHash: 'h2' },
    ] as BundleSummary[];
    expect(bundlesFor(dataset, bundles).map((bundle) => bundle.name)).toEqual(['x']);
    expect(bundlesFor(undefined, bundles)).toEqual([]);
  });

  it('offers a bundle of one world for another of the same catalogue', () => {
    const bundles = [
      { name: 'of-demo', datasetHash: 'h1', catalogueHash: 'c1' },
      { name: 'of-seed-8', datasetHash: 'h2', catalogueHash: 'c2' },
      { name: 'of-movies', datasetHash: 'h3' },
    ] as BundleSummary[];
    const fitting = (dataset: Partial<Dataset>) => bundlesFor(dataset as Dataset, bundles).map((bundle) => bundle.name);
    expect(fitting({ name: 'small', hash: 'h9', catalogueHash: 'c1' })).toEqual(['of-demo']);
    expect(fitting({ name: 'movies-2', hash: 'h8' })).toEqual([]);
  });
});

describe('addresses', () => {
  it('leave out what is not set and escape the rest', () => {
    expect(addressOf('/inspect', { dataset: 'my data', bundle: undefined, user: '4&5', at: 0 })).toBe(
      '/inspect?dataset=my+data&user=4%265&at=0',
    );
    expect(addressOf('/replay')).toBe('/replay');
  });

  it('lead from a job to its result', () => {
    const job: Job = { id: 3, kind: 'sweep', title: 'Sweep', state: 'done', phase: 'done', startedAtMs: 0, result: { run: 9 } };
    expect(jobTarget(job)).toEqual({ path: '/tuning', parameters: { run: 9 }, label: 'Open result' });
    expect(jobTarget({ ...job, state: 'running', result: undefined })).toBeUndefined();
    expect(jobTarget({ ...job, kind: 'import', state: 'failed' })?.parameters).toEqual({ job: 3 });
  });
});
