import { describe, expect, it } from 'vitest';
import { consoleContract } from '../../src/contract/index.ts';
import { Grants } from '../../src/main/host/grants.ts';

describe('E10: the page names files by grants alone', () => {
  it('E10: a grant is opaque, new each time, and used up by taking it', () => {
    const grants = new Grants();
    const [first, second] = [grants.add('/data/a.csv', { temporary: false }), grants.add('/data/a.csv', { temporary: false })];
    expect(first.id).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
    expect(first.id).not.toBe(second.id);
    expect(grants.take(first.id).path).toBe('/data/a.csv');
    expect(() => grants.take(first.id)).toThrow(expect.objectContaining({ code: 'not-found' }) as Error);
    expect(grants.get(second.id).path).toBe('/data/a.csv');
  });

  it('E10: an id that was never given opens nothing', () => {
    const grants = new Grants();
    grants.add('/data/a.csv', { temporary: false });
    for (const id of ['', '/data/a.csv', '00000000-0000-4000-8000-000000000000', '__proto__']) {
      expect(() => grants.get(id)).toThrow(expect.objectContaining({ code: 'not-found' }) as Error);
    }
  });

  it('E10: previews, imports and bundles take a grant and refuse a path', () => {
    const asked = { path: '/etc/passwd' };
    for (const method of ['imports.preview', 'imports.start', 'bundles.add'] as const) {
      expect(() => consoleContract[method].input.parse({ ...asked, grant: 'x' })).toThrow();
      expect(() => consoleContract[method].input.parse(asked)).toThrow();
      expect(() => consoleContract[method].input.parse({ grant: 'x' })).not.toThrow();
    }
  });
});
