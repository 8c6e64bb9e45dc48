import { describe, expect, it } from 'vitest';
import { whyUnfit } from '../../../src/core/bundle/bundle-fits.ts';

const trained = { dataset: { name: 'world', hash: 'a'.repeat(64) }, catalogue: { hash: 'c'.repeat(64) } };

describe('whyUnfit', () => {
  it('lets a bundle serve its dataset and any other of the same catalogue', () => {
    expect(whyUnfit('b', trained, { name: 'world', hash: 'a'.repeat(64) })).toBeUndefined();
    expect(whyUnfit('b', trained, { name: 'small', hash: 'd'.repeat(64), catalogueHash: 'c'.repeat(64) })).toBeUndefined();
  });

  it('refuses a dataset of another catalogue or of an unknown one in one sentence that names both', () => {
    const other = whyUnfit('b', trained, { name: 'other', hash: 'd'.repeat(64), catalogueHash: 'e'.repeat(64) });
    expect(other).toMatch(
      /^The bundle "b" was trained on "world" \(hash aaaaaaaaaaaa\), not on "other" \(hash dddddddddddd\), and their catalogues differ\. /,
    );
    expect(whyUnfit('b', trained, { name: 'other', hash: 'd'.repeat(64) })).toBeDefined();
    const plain = whyUnfit('b', { dataset: trained.dataset }, { name: 'other', hash: 'd'.repeat(64), catalogueHash: 'e'.repeat(64) });
    expect(plain).not.toContain('catalogues');
  });
});
