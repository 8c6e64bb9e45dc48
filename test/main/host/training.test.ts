import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { readBundle } from '../../../src/main/files/bundle/read-bundle.ts';
import { bundleHandlers } from '../../../src/main/host/services/bundles.ts';
import { trainBundle, type TrainingWork } from '../../../src/main/host/services/training.ts';
import { skipped } from '../../skipped.ts';
import { importDataset, rankingContext, type RankingContext } from './ranking-context.ts';
import { noSignal } from './service-context.ts';

const resourcesDirectory = join(import.meta.dirname, '../../../resources');
const silent = () => undefined;

/** 40 people who each walk along 12 of 30 items: something that can be learned in no time. */
async function smallDataset(context: RankingContext): Promise<void> {
  const folder = join(context.folder, 'walks');
  mkdirSync(folder);
  const rows = Array.from({ length: 40 * 12 }, (_, row) => {
    const [user, step] = [Math.floor(row / 12), row % 12];
    return `u${user},i${(user + step) % 30},${step % 3 === 2 ? 'impression' : 'save'},${1_700_000_000 + row * 60}`;
  });
  writeFileSync(join(folder, 'events.csv'), `user,item,action,ts\n${rows.join('\n')}\n`);
  await importDataset(context, folder, 'walks', 'events');
}

async function train(
  context: RankingContext,
  work: Partial<TrainingWork>,
  onProgress: (phase: string) => void = silent,
  signal = noSignal.signal,
) {
  const settings = { 'steps-per-epoch': '2', width: '8', hidden: '16', heads: '2', positions: '32', batch: '4', 'pair-window': '3' };
  return trainBundle(
    { ...context, resourcesDirectory },
    { dataset: 'walks', out: 'walks', epochs: 1, threads: 1, settings, ...work },
    onProgress,
    signal,
  );
}

/** A program that answers like a Python, for what goes wrong before anything is trained. */
function stubPython(context: RankingContext, body: string): string {
  const path = join(context.folder, 'python');
  writeFileSync(path, `#!/bin/sh\n${body}\n`);
  chmodSync(path, 0o755);
  return path;
}

const leftovers = () => readdirSync(tmpdir()).filter((name) => name.startsWith('paretoscope-train-'));

/** A temporary folder of this test alone, so that what training leaves in it can be told. */
function ownTemporaryFolder(context: RankingContext): void {
  const folder = join(context.folder, 'temporary');
  mkdirSync(folder);
  vi.stubEnv('TMPDIR', folder);
  onTestFinished(() => void vi.unstubAllEnvs());
}

describe('training', () => {
  it('says in one line what to do where Python or a package is missing', async () => {
    const context = rankingContext();
    await smallDataset(context);
    const absent = train(context, { environment: { PARETOSCOPE_PYTHON: join(context.folder, 'nowhere') } });
    await expect(absent).rejects.toMatchObject({ code: 'needs-python', message: expect.stringContaining('cannot be started') });
    const bare = stubPython(context, `echo '{"version": [3, 12], "missing": ["torch", "onnx"]}'`);
    const lacking = train(context, { environment: { PARETOSCOPE_PYTHON: bare } });
    await expect(lacking).rejects.toMatchObject({
      code: 'needs-python',
      message: expect.stringMatching(/^[^\n]*lacks torch, onnx[^\n]*pip install -r training\/requirements\.txt[^\n]*$/),
    });
    const old = stubPython(context, `echo '{"version": [3, 9], "missing": []}'`);
    await expect(train(context, { environment: { PARETOSCOPE_PYTHON: old } })).rejects.toMatchObject({
      message: expect.stringContaining('is version 3.9'),
    });
  });

  it('hands on the sentence of a trainer that cannot use the data, and leaves nothing behind', async () => {
    const context = rankingContext();
    await smallDataset(context);
    ownTemporaryFolder(context);
    const refusing = stubPython(
      context,
      `if [ "$1" = -c ]; then echo '{"version": [3, 12], "missing": []}'; else echo 'error: nothing to learn' >&2; exit 2; fi`,
    );
    await expect(train(context, { environment: { PARETOSCOPE_PYTHON: refusing } })).rejects.toMatchObject({
      code: 'refused',
      message: 'nothing to learn',
    });
    expect(leftovers()).toEqual([]);
  });

  it('stops the trainer when it is cancelled', async () => {
    const context = rankingContext();
    await smallDataset(context);
    ownTemporaryFolder(context);
    const pidFile = join(context.folder, 'pid');
    const endless = stubPython(
      context,
      `if [ "$1" = -c ]; then echo '{"version": [3, 12], "missing": []}'; else echo $$ > ${pidFile}; echo '{"phase": "Training"}'; exec sleep 600; fi`,
    );
    const controller = new AbortController();
    const reason = new Error('enough');
    const running = train(
      context,
      { environment: { ...process.env, PARETOSCOPE_PYTHON: endless } },
      (phase) => {
        if (phase === 'Training') controller.abort(reason);
      },
      controller.signal,
    );
    await expect(running).rejects.toBe(reason);
    const pid = Number(readFileSync(pidFile, 'utf8'));
    expect(() => process.kill(pid, 0)).toThrow('ESRCH');
    expect(leftovers()).toEqual([]);
  });

  it('trains, checks and installs a bundle with the Python that PARETOSCOPE_PYTHON names', { timeout: 300_000 }, async (test) => {
    if (process.env['PARETOSCOPE_PYTHON'] === undefined || !existsSync(process.env['PARETOSCOPE_PYTHON'])) {
      test.skip(skipped('PARETOSCOPE_PYTHON does not name a Python with PyTorch'));
      return;
    }
    const context = rankingContext();
    await smallDataset(context);
    const phases: string[] = [];
    const result = await train(context, {}, (phase) => phases.push(phase));
    expect(result.bundle).toBe('walks');
    expect(result.metrics).toHaveProperty('validation.recall@10');
    expect(phases.some((phase) => phase.startsWith('Training: epoch 1'))).toBe(true);
    const { bundles } = await bundleHandlers(context)['bundles.list']({}, noSignal);
    expect(bundles.find(({ name }) => name === 'walks')).toMatchObject({ dataset: 'walks', heads: ['save', 'impression'], demo: false });
    const folder = join(context.folder, 'written', 'walks');
    mkdirSync(join(context.folder, 'written'));
    await train(context, { out: folder });
    expect(await readBundle(folder)).toMatchObject({ ok: true });
    await expect(train(context, { out: folder })).rejects.toMatchObject({ code: 'exists' });
  });
});
