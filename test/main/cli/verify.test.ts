import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { runCommandLine } from '../../../src/main/cli/run.ts';

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'paretoscope-verify-'));
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Resources are an empty folder, so that no bundle ships and its checks must fail. */
async function verify(...argv: readonly string[]): Promise<{ readonly status: number; readonly out: string; readonly error: string }> {
  let out = '';
  let error = '';
  const status = await runCommandLine(['verify', ...argv], {
    version: '1.2.3',
    resourcesDirectory: folder,
    environment: { PARETOSCOPE_DATA: join(folder, 'workspace') },
    signal: new AbortController().signal,
    streams: { out: (text) => (out += text), error: (text) => (error += text), errorIsTerminal: false },
  });
  return { status, out, error };
}

it('prints one document with the contracted keys and ends with 0 when every check passes', async () => {
  const { status, out } = await verify('--only', 'supported-points', '--json');
  const { checks } = JSON.parse(out) as { checks: readonly Record<string, unknown>[] };
  expect(status).toBe(0);
  expect(checks).toHaveLength(1);
  expect(checks[0]).toMatchObject({
    name: 'supported-points',
    claim: expect.any(String),
    value: 101,
    bound: { least: 101, most: 101 },
    pass: true,
    control: { name: 'ZDT2', value: 2, bound: { least: 2, most: 2 }, pass: true },
  });
});

it('ends with 1 when a check fails, and says what it claims', async () => {
  const { status, out } = await verify('--only', 'bundle-probes');
  expect(status).toBe(1);
  expect(out).toMatch(/FAIL +bundle-probes/);
  expect(out).toContain('0 of 1 checks passed');
  expect(out).toContain('No bundle ships with this console.');
});

it('ends with 2 when there is no such check', async () => {
  const { status, error } = await verify('--only', 'nothing');
  expect(status).toBe(2);
  expect(error).toMatch(/^error: not-found: There is no check "nothing"; there are: .*hypervolume/m);
});
