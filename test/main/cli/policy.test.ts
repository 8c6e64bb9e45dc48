import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCommandLine } from '../../../src/main/cli/run.ts';
import { projectFolders } from '../../../src/main/shell/project-folder.ts';

let folder: string;

/** A log in which arm 1 earns where x is high and arm 2 where it is low: rewards follow from the row's number, so that they never change. */
function log(): string {
  const noise = (row: number, salt: number) => ((Math.imul(row + 1, 2_654_435_761) ^ Math.imul(salt, 40_503)) >>> 8) / 2 ** 24;
  const rows = Array.from({ length: 3_000 }, (_, row) => {
    const x = noise(row, 1);
    const action = Math.floor(noise(row, 2) * 3);
    const save = (action === 1 ? x : action === 2 ? 0.3 : 0.2) + 0.1 * noise(row, 3);
    const click = (action === 2 ? 1 - x : action === 1 ? 0.3 : 0.2) + 0.1 * noise(row, 4);
    return [row, `u${row >> 1}`, 1_767_225_600_000 + row * 1_000, action, 1 / 3, save.toFixed(4), click.toFixed(4), x.toFixed(4)].join(',');
  });
  return ['request_id,user,ts,action,propensity,reward_save,reward_click,x', ...rows].join('\n');
}

async function run(...argv: readonly string[]) {
  let out = '';
  let error = '';
  const status = await runCommandLine([...argv, '--json'], {
    version: '1.2.3',
    resourcesDirectory: projectFolders().resources,
    environment: { PARETOSCOPE_DATA: join(folder, 'workspace') },
    signal: new AbortController().signal,
    streams: { out: (text) => (out += text), error: (text) => (error += text), errorIsTerminal: false },
  });
  return { status, error, json: (out === '' ? {} : JSON.parse(out)) as Record<string, unknown> };
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'paretoscope-policy-'));
  writeFileSync(join(folder, 'log.csv'), log());
  const imported = await run('import', join(folder, 'log.csv'), '--as', 'pins', '--format', 'exploration');
  expect(imported.error).not.toContain('error:');
  const swept = await run('sweep', 'pins', '--seed', '3');
  expect(swept.json).toMatchObject({ split: { seed: 3, learnShare: 0.5 } });
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('policy', () => {
  it('goes from a sweep to a live policy, an export, a rollback and an audit against the export', async () => {
    const file = join(folder, 'policy.json');
    const ana = ['--by', 'Ana', '--reason', 'more saves'];
    const proposed = await run('policy', 'propose', '--run', '1', '--point', 'knee', ...ana, '--margin', 'save=0.5,click=0.5');
    expect(proposed).toMatchObject({ status: 0, json: { policy: { id: 1, state: 'proposed', dataset: 'pins' } } });

    expect(await run('policy', 'propose', '--run', '1', '--policy', 'cohorts', ...ana)).toMatchObject({
      status: 2,
      json: { error: { code: 'not-found' } },
    });
    const alone = await run('policy', 'approve', '1', '--by', 'ana');
    expect(alone).toMatchObject({ status: 1, json: { error: { code: 'refused' } } });
    expect(await run('policy', 'export', '1', '--out', file)).toMatchObject({ status: 1, json: { error: { code: 'refused' } } });
    expect(await run('policy', 'approve', '1', '--by', 'Bo')).toMatchObject({ status: 0, json: { policy: { state: 'live' } } });

    const exported = await run('policy', 'export', '1', '--out', file);
    expect(exported).toMatchObject({ status: 0, json: { path: file, head: { seq: 3 } } });
    expect((JSON.parse(readFileSync(file, 'utf8')) as { snapshot: { body: { log: unknown } } }).snapshot.body.log).toMatchObject({
      rows: 3_000,
      window: { from: '2026-01-01T00:00:00.000Z', to: '2026-01-01T00:49:59.000Z' },
    });
    expect(await run('policy', 'export', '1', '--out', file)).toMatchObject({ status: 2, json: { error: { code: 'exists' } } });

    const page = join(folder, 'policy.html');
    expect(await run('policy', 'report', '1', '--out', page)).toMatchObject({ status: 0, json: { path: page } });
    expect(readFileSync(page, 'utf8')).toMatch(/^<!doctype html>[\s\S]*approved by Bo/);

    const back = await run('policy', 'rollback', 'pins', '--to', 'production', '--by', 'Cy', '--reason', 'hides rose');
    expect(back).toMatchObject({ status: 0, json: { policies: [{ id: 1, state: 'rolled-back' }] } });
    const audited = await run('policy', 'audit', '--against', file);
    expect(audited).toMatchObject({ status: 0, json: { chainValid: true, problems: [] } });
    const audit = audited.json['audit'] as readonly Record<string, unknown>[];
    expect(audit.map(({ seq, who, what }) => [seq, who, what])).toEqual([
      [1, 'Ana', 'snapshot'],
      [2, 'Ana', 'propose'],
      [3, 'Bo', 'approve'],
      [4, 'Cy', 'rollback'],
    ]);
    expect(audit[3]).toMatchObject({ previous: audit[2]?.['hash'], hash: expect.stringMatching(/^[0-9a-f]{64}$/) as string });

    // Nothing was learned as a net on so short a log, so every request gets the static weights, and a drill says that this is not as it should be.
    expect(await run('policy', 'decide', '1', '--request', '7')).toMatchObject({
      status: 0,
      json: { decision: { source: 'fallback', reason: 'not-live' }, context: { x: expect.any(Number) as number } },
    });
    const features = join(folder, 'features.json');
    writeFileSync(features, '[1]');
    expect(await run('policy', 'decide', '1', '--context', features)).toMatchObject({ status: 2, json: { error: { code: 'bad-file' } } });
    const drilled = await run('policy', 'drill', '1', '--request', '7', '--by', 'Dee');
    expect(drilled).toMatchObject({ status: 1, json: { held: false, request: 7 } });
    expect(await run('policy', 'audit', '--against', file)).toMatchObject({ status: 0, json: { chainValid: true, head: { seq: 5 } } });

    const other = join(folder, 'changed.json');
    writeFileSync(other, readFileSync(file, 'utf8').replaceAll('more saves', 'no reason'));
    expect(await run('policy', 'audit', '--against', other)).toMatchObject({ status: 1, json: { chainValid: false } });
    expect(await run('policy', 'audit', '--against', join(folder, 'log.csv'))).toMatchObject({
      status: 2,
      json: { error: { code: 'bad-file' } },
    });
    expect(await run('policy', 'audit', '--against', join(folder, 'none'))).toMatchObject({
      status: 2,
      json: { error: { code: 'bad-file' } },
    });
    expect(await run('policy', 'list')).toMatchObject({ status: 0, json: { chainValid: true, policies: [{ id: 1 }] } });
    expect(await run('policy', 'show', '1')).toMatchObject({ status: 0, json: { body: { run: 1 }, policy: { proposedBy: 'Ana' } } });
    expect(await run('policy', 'diff', '1', '1')).toMatchObject({ status: 0, json: { snapshots: [{ id: 1 }, { id: 1 }] } });
  });

  it('takes user embeddings of a bundle that fits the dataset, and none without a use for them', async () => {
    const sweep = (...rest: readonly string[]) => run('sweep', 'pins', '--user-embeddings', 'demo', ...rest);
    expect(await sweep()).toMatchObject({ status: 2, json: { error: { code: 'bundle-mismatch' } } });
    expect(await sweep('--learner', 'static')).toMatchObject({ status: 2, json: { error: { code: 'usage' } } });
  });

  it('keeps versions of weights', async () => {
    const save = ['policy', 'weights', 'feed', '--set', 'save=1,click=0.3', '--by', 'Ana', '--reason', 'as served'];
    expect(await run(...save)).toMatchObject({ status: 0, json: { config: { version: 1, weights: { save: 1, click: 0.3 } } } });
    expect(await run(...save)).toMatchObject({ json: { config: { version: 2 } } });
  });

  it.each([
    [['fly'], 'policy takes list, show'],
    [['show'], 'takes the number of one policy'],
    [['show', 'x'], 'named by its number'],
    [['propose', '--run', '1', '--point', '0', '--by', 'Ana'], '--reason is needed'],
    [['propose', '--point', '0', '--by', 'Ana', '--reason', 'r'], '--run is needed'],
    [['propose', '--run', '1', '--by', 'Ana', '--reason', 'r'], '--point or --policy is needed'],
    [['propose', '--run', '1', '--point', '0', '--policy', 'cohorts', '--by', 'Ana', '--reason', 'r'], '--point or --policy is needed'],
    [['rollback', 'pins', '--to', 'back', '--by', 'Cy', '--reason', 'r'], '--to is named by its number'],
    [['weights', 'feed', '--by', 'Ana', '--reason', 'r'], '--set is needed'],
    [['decide', '1'], 'takes either --request N or --context FILE'],
    [['list', '1'], 'no further argument'],
  ])('answers %j with a line on usage', async (argv, message) => {
    const ran = await run('policy', ...argv);
    expect(ran.status).toBe(2);
    expect(ran.error).toContain(`error: usage: `);
    expect(ran.error).toContain(message);
  });
});
