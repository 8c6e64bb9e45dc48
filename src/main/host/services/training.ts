import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { RpcError } from '../../../rpc/error.ts';
import { copyBundle } from '../../files/bundle/copy-bundle.ts';
import { bundleRegistry } from '../bundles/registry.ts';
import type { HostContext } from '../context.ts';
import { exportDataset } from '../dataset-export.ts';
import { type Environment, findPython } from '../training/find-python.ts';
import { runTrainer } from '../training/run-trainer.ts';

export interface TrainingWork {
  readonly dataset: string;
  /** A bundle name of the workspace, or (with a `/` or `\`) the path of a folder to write. */
  readonly out: string;
  readonly holdout?: 'leave-last-out' | 'none';
  readonly seed?: number;
  readonly epochs?: number;
  readonly minutes?: number;
  readonly threads?: number;
  /** Further options of `python -m paretoscope_train`, as `{ 'learning-rate': '0.001' }`. */
  readonly settings?: Readonly<Record<string, string>>;
  /** Where `PARETOSCOPE_PYTHON` and `PATH` are looked up; default: this process's. */
  readonly environment?: Environment;
}

export interface TrainingResult {
  /** Name in the workspace, or the path of the folder that was written. */
  readonly bundle: string;
  readonly metrics: Readonly<Record<string, unknown>>;
  readonly seconds: number;
}

/**
 * Trains a bundle from a dataset of the workspace: exports it to a temporary folder, runs `training/` as a child process, checks what came out and
 * installs it. Nothing is left behind when it fails or is stopped. Throws `needs-python`, `exists`, `refused`, `unavailable` or `bad-bundle`.
 */
export async function trainBundle(
  context: HostContext,
  work: TrainingWork,
  onProgress: (phase: string, fraction?: number) => void,
  signal: AbortSignal,
): Promise<TrainingResult> {
  const environment = work.environment ?? process.env;
  const dataset = context.store.datasets.get(work.dataset);
  if (dataset.events === 0)
    throw new RpcError({ code: 'refused', message: `${dataset.name} holds no events of users, so there is no sequence to learn from.` });
  const isPath = /[/\\]/.test(work.out);
  await assertFree(context, work.out, isPath);
  const trainingDirectory = join(context.resourcesDirectory, '..', 'training');
  if (!existsSync(join(trainingDirectory, 'paretoscope_train')))
    throw new RpcError({
      code: 'unavailable',
      message: 'The training folder is not part of this installation; train from a checkout of the sources.',
    });
  onProgress('Looking for Python');
  const python = await findPython(environment, signal);
  const folder = await mkdtemp(join(tmpdir(), 'paretoscope-train-'));
  try {
    onProgress('Exporting the dataset', 0);
    const exported = join(folder, 'dataset');
    const trained = join(folder, 'bundle');
    await exportDataset(context, dataset.name, exported, signal);
    const name = isPath ? basename(resolve(work.out)) : work.out;
    const last = await runTrainer(
      { python, trainingDirectory, environment, arguments: ['--dataset', exported, '--out', trained, '--name', name, ...optionsOf(work)] },
      (line) => onProgress(line.phase, line.fraction),
      signal,
    );
    onProgress('Checking the bundle');
    const bundle = isPath ? await writeFolder(trained, resolve(work.out)) : (await bundleRegistry(context).add(trained, work.out)).name;
    return { bundle, metrics: last.metrics ?? {}, seconds: last.seconds ?? 0 };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function optionsOf(work: TrainingWork): string[] {
  const known = { holdout: work.holdout, seed: work.seed, epochs: work.epochs, minutes: work.minutes, threads: work.threads };
  const options: [string, string | number | undefined][] = [...Object.entries(known), ...Object.entries(work.settings ?? {})];
  return options.flatMap(([name, value]) => (value === undefined ? [] : [`--${name}`, String(value)]));
}

async function assertFree(context: HostContext, out: string, isPath: boolean): Promise<void> {
  const taken = isPath ? existsSync(resolve(out)) : (await bundleRegistry(context).list()).some(({ name }) => name === out);
  if (taken)
    throw new RpcError({ code: 'exists', message: `${isPath ? out : `A bundle "${out}"`} is already there; choose another name.` });
}

async function writeFolder(trained: string, target: string): Promise<string> {
  const outcome = await copyBundle(trained, dirname(target), basename(target));
  if (outcome.ok) return target;
  if ('taken' in outcome) throw new RpcError({ code: 'exists', message: `${target} is already there; choose another name.` });
  throw new RpcError({ code: 'bad-bundle', message: `The trained bundle cannot be used: ${outcome.reason}.`, file: outcome.file });
}
