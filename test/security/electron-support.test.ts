import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

/**
 * When each major stops getting fixes: the day the third major after it appears. Recorded on 2026-11-22 from the release dates
 * (43: 2026-07-01, 44: 2026-08-25, 45: 2026-10-21) and the pace of one major in eight weeks; later days are estimates.
 */
const endOfSupport: Readonly<Record<number, string>> = { 43: '2026-12-15', 44: '2027-02-09', 45: '2027-04-06' };

const root = join(import.meta.dirname, '..', '..');

describe('Electron', () => {
  it('E11: is pinned to one version of a major whose end of support is known', () => {
    const { devDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
      readonly devDependencies: Readonly<Record<string, string>>;
    };
    const installed = (
      JSON.parse(readFileSync(join(root, 'node_modules', 'electron', 'package.json'), 'utf8')) as { readonly version: string }
    ).version;
    expect(devDependencies['electron']).toMatch(/^\d+\.\d+\.\d+$/);
    expect(installed).toBe(devDependencies['electron']);
    const until = endOfSupport[Number(installed.split('.')[0])];
    expect(until).toBeDefined();
    // A warning, not a failure: a checkout does not become wrong by growing old.
    if (until !== undefined && Date.now() > Date.parse(until))
      console.warn(`Electron ${installed} has had no fixes since ${until}: take a newer major.`);
  });
});
