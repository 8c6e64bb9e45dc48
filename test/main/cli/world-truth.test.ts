import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { sequenceActions } from '../../../src/core/world/sequence.ts';
import { runCommandLine } from '../../../src/main/cli/run.ts';
import { projectFolders } from '../../../src/main/shell/project-folder.ts';
import { writeToyTrunkBundle } from '../files/bundle/toy-trunk-bundle.ts';

/** A measured time, which differs between any two runs. */
const times = /"(seconds|ms|\w+Ms)":[\d.e+-]+/g;

test('the command line answers the same bytes with the truth present, corrupted and absent; backup and export omit it', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'paretoscope-bytes-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const workspace = join(folder, 'workspace');
  const truth = join(workspace, 'truth', 'world.truth');

  async function run(...argv: readonly string[]): Promise<string> {
    let out = '';
    let error = '';
    const status = await runCommandLine([...argv, '--json', '--data', workspace, '--device', 'cpu'], {
      version: '1.2.3',
      resourcesDirectory: projectFolders().resources,
      environment: {},
      signal: new AbortController().signal,
      streams: { out: (text) => (out += text), error: (text) => (error += text), errorIsTerminal: false },
    });
    expect([argv[0], status, status === 0 ? '' : error]).toEqual([argv[0], 0, '']);
    return out;
  }

  const made = JSON.parse(await run('world', 'create', '--preset', 'small', '--users', '200', '--as', 'world')) as Record<string, string>;
  expect(made).toMatchObject({ dataset: 'world', truth, hash: expect.stringMatching(/^[0-9a-f]{64}$/) as string });
  const bundle = join(folder, 'bundle');
  const itemIds = Array.from({ length: Number(made['items']) }, (_, item) => `pin-${item + 1}`);
  const heads = sequenceActions.map(({ name }) => name);
  writeToyTrunkBundle(bundle, { rows: itemIds.length, itemIds, heads, datasetName: 'world', datasetHash: made['hash'] ?? '' });
  await run('inspect', 'world', '--user', 'person-1', '--bundle', bundle);

  const pristine = join(folder, 'pristine');
  cpSync(workspace, pristine, { recursive: true });

  /** What a person would ask, from the same workspace each time. */
  async function journey(change: () => void): Promise<string> {
    rmSync(workspace, { recursive: true });
    cpSync(pristine, workspace, { recursive: true });
    change();
    const [backup, exported] = [join(folder, 'backup'), join(folder, 'export')];
    const answers = [
      // First, since what runs later leaves its time in the workspace. Both tell the SHA-256 of what they wrote.
      await run('backup', backup),
      await run('export', 'dataset', 'world', '--out', exported),
      await run('datasets'),
      await run('inspect', 'world', '--user', 'person-1', '--bundle', 'toy'),
      await run('ope', 'world', '--log', 'exploration', '--target', 'uniform'),
      await run('sweep', 'world', '--log', 'exploration', '--objectives', 'save,p2p', '--seed', '1'),
    ];
    expect(readFileSync(backup).includes('paretoscope-truth')).toBe(false);
    rmSync(backup);
    rmSync(exported, { recursive: true });
    return answers.join('').replace(times, '"$1":0');
  }

  const present = await journey(() => undefined);
  const corrupted = await journey(() => writeFileSync(truth, readFileSync(truth).fill(0x7f, 2_000)));
  const absent = await journey(() => rmSync(truth));
  expect(present).toContain('"hypervolume"');
  expect(corrupted).toBe(present);
  expect(absent).toBe(present);
}, 300_000);

test('only verification opens the truth', () => {
  const root = join(import.meta.dirname, '../../../src');
  const naming = (text: string) =>
    readdirSync(root, { recursive: true, encoding: 'utf8' })
      .filter((file) => /\.tsx?$/.test(file) && readFileSync(join(root, file), 'utf8').includes(text))
      .map((file) => file.replaceAll('\\', '/'))
      .toSorted();
  expect(naming('openWorldTruth')).toEqual(['main/host/verify/world-truth-check.ts', 'main/host/world/world-truth.ts']);
  expect(naming('readTruth')).toEqual(['main/files/truth-file.ts', 'main/host/world/world-truth.ts']);
});
