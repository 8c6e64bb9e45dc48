import { randomUUID } from 'node:crypto';
import { constants } from 'node:fs';
import { chmod, copyFile, lstat, mkdir, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { bundleLimits } from '../../../core/bundle/manifest.ts';
import { BundleProblem } from './bundle-problem.ts';
import { manifestName } from './manifest-schema.ts';
import { type BundleOutcome, readBundle, readManifest } from './read-bundle.ts';

/** Copies in the making; a copy that was interrupted is removed by `clearUnfinished`. */
const unfinished = '.incoming-';

/**
 * Copies a bundle folder to `parent/name` in one step: into a hidden folder, checked there (so that what was checked is what is kept), then renamed.
 * Answers the bundle in its new place, or why it was refused. `taken` when the name is in use.
 */
export async function copyBundle(
  source: string,
  parent: string,
  name: string,
): Promise<BundleOutcome | { readonly ok: false; readonly taken: true }> {
  const target = join(parent, name);
  if (await present(target)) return { ok: false, taken: true };
  await mkdir(parent, { recursive: true, mode: 0o700 });
  const incoming = join(parent, `${unfinished}${randomUUID()}`);
  await mkdir(incoming, { mode: 0o700 });
  try {
    const { manifest } = await readManifest(source);
    await copyPlain(source, incoming, manifestName, bundleLimits.manifestBytes);
    for (const [file, { bytes }] of Object.entries(manifest.files)) await copyPlain(source, incoming, file, bytes);
    const outcome = await readBundle(incoming);
    if (!outcome.ok) return outcome;
    try {
      await rename(incoming, target);
    } catch (error) {
      if (await present(target)) return { ok: false, taken: true };
      throw error;
    }
    return { ok: true, bundle: { ...outcome.bundle, folder: target } };
  } catch (error) {
    if (error instanceof BundleProblem) return { ok: false, file: error.file, reason: error.message };
    throw error;
  } finally {
    await rm(incoming, { recursive: true, force: true });
  }
}

/** Removes what an interrupted copy or removal left behind. */
export async function clearUnfinished(parent: string): Promise<void> {
  const names = await readdir(parent).catch(() => []);
  for (const name of names) if (name.startsWith(unfinished)) await rm(join(parent, name), { recursive: true, force: true });
}

/** Out of sight at once, then deleted. */
export async function removeBundle(parent: string, name: string): Promise<void> {
  const leaving = join(parent, `${unfinished}${randomUUID()}`);
  await rename(join(parent, name), leaving);
  await rm(leaving, { recursive: true, force: true });
}

async function copyPlain(source: string, target: string, file: string, mostBytes: number): Promise<void> {
  const from = join(source, file);
  const status = await lstat(from).catch(() => undefined);
  if (status === undefined) throw new BundleProblem(file, 'it is missing');
  if (status.isSymbolicLink()) throw new BundleProblem(file, 'it is a link; a bundle holds plain files');
  if (!status.isFile()) throw new BundleProblem(file, 'it is not a plain file');
  if (status.size > mostBytes) throw new BundleProblem(file, `it has ${status.size} bytes, more than ${mostBytes}`);
  await copyFile(from, join(target, file), constants.COPYFILE_EXCL);
  await chmod(join(target, file), 0o600);
}

async function present(path: string): Promise<boolean> {
  return (await lstat(path).catch(() => undefined)) !== undefined;
}
