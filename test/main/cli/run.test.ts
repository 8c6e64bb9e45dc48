import { existsSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { commands } from '../../../src/main/cli/commands.ts';
import { runCommandLine } from '../../../src/main/cli/run.ts';
import { projectFolders } from '../../../src/main/shell/project-folder.ts';

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'paretoscope-cli-'));
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Ran {
  readonly status: number;
  readonly out: string;
  readonly error: string;
  readonly json: Record<string, unknown>;
}

async function run(argv: readonly string[], signal = new AbortController().signal): Promise<Ran> {
  let out = '';
  let error = '';
  const { resources } = projectFolders();
  const status = await runCommandLine(argv, {
    version: '1.2.3',
    resourcesDirectory: resources,
    environment: { PARETOSCOPE_DATA: join(folder, 'workspace') },
    signal,
    streams: { out: (text) => (out += text), error: (text) => (error += text), errorIsTerminal: false },
  });
  const isJson = argv.includes('--json') && out !== '';
  return { status, out, error, json: isJson ? (JSON.parse(out) as Record<string, unknown>) : {} };
}

function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

describe('the command line', () => {
  it('helps: every command has a page with a usage line and an example', async () => {
    const general = await run(['--help']);
    expect(general.status).toBe(0);
    for (const { name, example } of commands) {
      expect(general.out).toContain(`  ${name} `);
      const page = await run([name, '--help']);
      expect(page.status).toBe(0);
      expect(page.out).toContain(`paretoscope ${name}`);
      expect(page.out).toContain(example);
    }
    expect((await run(['--version'])).out).toBe('1.2.3\n');
  });

  it.each([
    [['fly'], 'There is no command "fly"'],
    [['import'], 'Usage: paretoscope import PATH'],
    [['import', 'a', 'b'], 'Usage: paretoscope import PATH'],
    [['datasets', '--loud'], "Unknown option '--loud'"],
    [['sessions', 'x', '--limit', 'many'], '--limit takes a number'],
    [['ope'], 'Name a DATASET'],
    [['sweep', 'x', '--learner', 'guess'], '--learner is one of'],
    [['sessions', 'x', '--limit', '-1'], 'is written with an equals sign: --limit=-1'],
    [['devices', '--device', 'toaster'], '--device is one of'],
    [['bench', '--only', 'nothing'], 'There is no benchmark'],
    [['ope', '--rows', 'a', '--rows', 'b', '--target', 'uniform'], '--rows is given twice'],
    [['policy', 'weights', 'w', '--set', 'a=1,a=2', '--by', 'x', '--reason', 'y'], '--set names "a" twice'],
    [['runs', '--run', 'x'], '--run takes a number'],
    [['sweep', 'x', '--objectives', 'a'], '--objectives names 2 to 6 rewards'],
    [['sweep', 'x', '--level', '95'], '--level is above 0.5 and below 1'],
    [['ope', '--rows', 'a', '--log', 'b', '--target', 'uniform'], '--log goes with a dataset'],
  ])('answers %j with exit 2 and one line', async (argv, message) => {
    const ran = await run(argv);
    expect(ran.status).toBe(2);
    expect(ran.error).toContain('error: usage: ');
    expect(ran.error).toContain(message);
    expect(ran.error.trim().split('\n')).toHaveLength(1);
    expect(ran.out).toBe('');
  });

  it('with --json also answers an error as a document', async () => {
    const ran = await run(['sessions', 'nowhere', '--json']);
    expect(ran.status).toBe(2);
    expect(ran.json).toEqual({
      error: expect.objectContaining({ code: 'not-found', message: expect.stringContaining('nowhere') as unknown }) as unknown,
    });
  });

  it('imports, lists and pages; a taken name and a bad row are exit 2 and change nothing', async () => {
    const good = file('visits.csv', 'user,item,action,ts\nu1,a,click,1700000000\nu1,b,save,1700000100\nu2,a,click,1700009000\n');
    const imported = await run(['import', good, '--as', 'visits', '--json']);
    expect(imported.error).not.toContain('error:');
    expect(imported.json).toMatchObject({
      dataset: 'visits',
      rows: { read: 3, imported: 3, duplicate: 0, rejected: 0, identical: 0 },
      users: 2,
      items: 2,
      sessions: 2,
      events: 3,
      requests: 0,
      rejects: [],
    });
    expect(imported.json['hash']).toMatch(/^[0-9a-f]{64}$/);

    const taken = await run(['import', good, '--as', 'visits']);
    expect(taken.status).toBe(2);
    expect(taken.error).toContain('error: exists: ');

    const bad = file('bad.csv', 'user,item,action,ts\nu1,a,click,1700000000\nu1,b,save,yesterday\n');
    const refused = await run(['import', bad, '--json']);
    expect(refused.status).toBe(2);
    expect(refused.json).toMatchObject({ error: { code: 'bad-row', file: expect.stringContaining('bad.csv') as unknown, line: 3 } });

    const skipped = await run(['import', bad, '--on-bad-row', 'skip', '--json']);
    expect(skipped.json).toMatchObject({ dataset: 'bad', rows: { read: 2, imported: 1, rejected: 1 }, rejects: [{ line: 3 }] });

    const { datasets } = (await run(['datasets', '--json'])).json as { datasets: readonly { name: string }[] };
    expect(datasets.map(({ name }) => name)).toEqual(['bad', 'visits']);
    const sessions = await run(['sessions', 'visits', '--user', 'u1', '--json']);
    expect(sessions.json).toMatchObject({ sessions: [{ id: 'u1:1', user: 'u1', start: '2023-11-14T22:13:20.000Z', events: 2 }] });
  });

  it('says what does not fit in the words of the command line', async () => {
    const good = file('one.csv', 'user,item,action,ts\nu1,a,click,1700000000\n');
    expect((await run(['import', good, '--as', ''])).error).toBe('error: usage: as: a name is needed\n');
    expect((await run(['import', good, '--map', file('map.json', '[]')])).error).toMatch(
      /map\.json: Invalid input.*A mapping is \{"format"/,
    );
    const document = await run(['import', file('one.json', '[{"user":"u1","item":"a"}]')]);
    expect(document.error).toMatch(/one\.json: This is JSON and not CSV; write one object a line/);
    expect((await run(['import', file('header.csv', 'user,item,action,ts\n')])).error).toContain(
      'There are no rows to import in header.csv',
    );
  });

  it('leaves no dataset behind when it is stopped', async () => {
    const rows = Array.from({ length: 200_000 }, (_, row) => `u${row % 500},i${row % 3000},click,${1_700_000_000 + row}\n`);
    const large = file('large.csv', `user,item,action,ts\n${rows.join('')}`);
    const stop = new AbortController();
    setTimeout(() => stop.abort(), 150);
    const ran = await run(['import', large, '--as', 'stopped'], stop.signal);
    expect(ran.status).toBe(2);
    expect(ran.error).toContain('error: cancelled: ');
    expect((await run(['datasets'])).out).not.toContain('stopped');
  });

  it('gives exit 1 when an estimate that was asked for by name is refused', async () => {
    const lines = Array.from({ length: 400 }, (_, row) => `${row % 2},0.5,${row % 5 === 0 ? 1 : 0}\n`);
    const rows = file('rows.csv', `action,propensity,reward\n${lines.join('')}`);
    const target = file('target.csv', '0.9,0.1\n');
    const answered = await run(['ope', '--rows', rows, '--target', target, '--estimators', 'ips,snips', '--json']);
    expect(answered.status).toBe(0);
    expect(answered.json).toMatchObject({ n: 400, meanWeight: 1, refusals: [] });
    const refused = await run(['ope', '--rows', rows, '--target', target, '--estimators', 'ips,dr', '--json']);
    expect(refused.status).toBe(1);
    expect(refused.json).toMatchObject({ refusals: [{ code: 'needs-qhat' }] });
  });

  it('does the Pareto mathematics of a file', async () => {
    const points = file('points.csv', '0,3\n1,1\n3,0\n3,3\n');
    const ran = await run(['pareto', '--points', points, '--sense', 'min,min', '--reference', '4,4', '--json']);
    // The staircase to (4, 4): 1 x 1 + 2 x 3 + 1 x 4 = 11.
    expect(ran.json).toMatchObject({ efficient: [0, 1, 2], supported: [0, 1, 2], extreme: [0, 1, 2], hypervolume: 11 });
  });

  it('says before any work that an output has no place, and leaves nothing there', async () => {
    const taken = join(folder, 'link');
    symlinkSync(join(folder, 'nowhere'), taken);
    const write = (out: string) => run(['export', 'dataset', 'visits', '--out', out]);
    expect((await write(taken)).error).toContain('error: exists: ');
    expect((await write(join(folder, 'absent', 'out'))).error).toMatch(/^error: bad-file: .*The folder .*absent does not exist/);
    expect(existsSync(join(folder, 'nowhere'))).toBe(false);
    const inside = await run(['datasets', '--data', join(file('plain.txt', ''), 'workspace')]);
    expect([inside.status, inside.error]).toEqual([2, expect.stringMatching(/^error: (bad-file|exists): .*plain\.txt/)]);
  });

  it('backs the workspace up and restores it elsewhere', async () => {
    const backup = join(folder, 'copy.backup');
    const written = await run(['backup', backup, '--json']);
    expect(written.json).toMatchObject({ path: backup, sha256: expect.stringMatching(/^[0-9a-f]{64}$/) as unknown });
    const elsewhere = join(folder, 'elsewhere');
    expect((await run(['restore', backup, '--data', elsewhere])).status).toBe(0);
    expect((await run(['datasets', '--data', elsewhere])).out).toContain('visits');
    expect((await run(['restore', backup, '--data', elsewhere])).error).toContain('error: exists: ');
  });
});
