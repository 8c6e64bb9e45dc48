import { createHash } from 'node:crypto';
import { constants, type FileHandle, open } from 'node:fs/promises';
import { join } from 'node:path';
import { type BundleManifest, bundleLimits } from '../../../core/bundle/manifest.ts';
import { BundleProblem } from './bundle-problem.ts';
import { checkGraph, type WeightFile } from './check-graph.ts';
import { checkShapes } from './check-shapes.ts';
import { checkWeights } from './check-weights.ts';
import { manifestName, parseManifest } from './manifest-schema.ts';

/** A bundle folder whose every file was checked. */
export interface Bundle {
  readonly folder: string;
  readonly manifest: BundleManifest;
  /** SHA-256 of the manifest, which holds the hash of every other file. */
  readonly hash: string;
  readonly bytes: number;
  /** The source's item ids in row order. */
  readonly itemIds: readonly string[];
}

export type BundleOutcome =
  | { readonly ok: true; readonly bundle: Bundle }
  | { readonly ok: false; readonly file: string; readonly reason: string };

type GraphName = keyof BundleManifest['graphs'];

const chunkBytes = 1_048_576;

/** Reads the manifest alone: enough to list a bundle, not to use it. */
export async function readManifest(
  folder: string,
): Promise<{ readonly manifest: BundleManifest; readonly hash: string; readonly bytes: number }> {
  const text = await withFile(folder, manifestName, bundleLimits.manifestBytes, (file) => file.readFile());
  const manifest = parseManifest(text.toString('utf8'));
  const bytes = Object.values(manifest.files).reduce((sum, file) => sum + file.bytes, text.byteLength);
  return { manifest, hash: createHash('sha256').update(text).digest('hex'), bytes };
}

/**
 * Checks a bundle folder whole (security E15): manifest, file names, sizes and hashes, no links, finite vectors, unique item ids, and graphs that stay
 * inside the bundle and have the declared shapes. Nothing is loaded into the runtime. A problem is an outcome with the file and one reason.
 */
export async function readBundle(folder: string): Promise<BundleOutcome> {
  try {
    const { manifest, hash, bytes } = await readManifest(folder);
    for (const name of Object.keys(manifest.files)) await checkFile(folder, name, manifest);
    checkWeights(manifest, await readText(folder, manifest, manifest.weights.index));
    for (const [name, file] of graphFiles(manifest)) await checkGraphFile(folder, manifest, name, file);
    return { ok: true, bundle: { folder, manifest, hash, bytes, itemIds: await readItemIds(folder, manifest) } };
  } catch (error) {
    if (error instanceof BundleProblem) return { ok: false, file: error.file, reason: error.message };
    throw error;
  }
}

/** Opens a plain file of the bundle; a link is refused, whatever it points to. */
async function withFile<T>(folder: string, name: string, mostBytes: number, work: (file: FileHandle) => Promise<T>): Promise<T> {
  let file: FileHandle;
  try {
    file = await open(join(folder, name), constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'ELOOP') throw new BundleProblem(name, 'it is a link; a bundle holds plain files');
    throw new BundleProblem(name, code === 'ENOENT' || code === 'ENOTDIR' ? 'it is missing' : `it cannot be read (${code ?? 'unknown'})`);
  }
  try {
    const status = await file.stat();
    if (!status.isFile()) throw new BundleProblem(name, 'it is not a plain file');
    if (status.size > mostBytes) throw new BundleProblem(name, `it has ${status.size} bytes, more than ${mostBytes}`);
    return await work(file);
  } finally {
    await file.close();
  }
}

/** Size, hash and, for vectors and weights, that every number is finite; reads in chunks so that the thread stays free. */
async function checkFile(folder: string, name: string, manifest: BundleManifest): Promise<void> {
  const declared = manifest.files[name];
  if (declared === undefined) return;
  await withFile(folder, name, bundleLimits.fileBytes, async (file) => {
    const { size } = await file.stat();
    if (size !== declared.bytes) throw new BundleProblem(name, `it has ${size} bytes, the manifest says ${declared.bytes}`);
    const hash = createHash('sha256');
    const chunk = Buffer.alloc(chunkBytes);
    let done = 0;
    while (done < size) {
      const { bytesRead } = await file.read(chunk, 0, Math.min(chunkBytes, size - done), done);
      if (bytesRead === 0) throw new BundleProblem(name, 'it was cut while it was read');
      hash.update(chunk.subarray(0, bytesRead));
      // Reads of the middle of a file are whole chunks, so numbers are never split.
      if (name === manifest.vectors.file) checkFinite(name, chunk.subarray(0, bytesRead), done, manifest.vectors.columns);
      if (name === manifest.weights.file) checkFinite(name, chunk.subarray(0, bytesRead), done, 1);
      done += bytesRead;
    }
    if (hash.digest('hex') !== declared.sha256) throw new BundleProblem(name, 'its SHA-256 is not the one in the manifest');
  });
}

function checkFinite(name: string, bytes: Buffer, offset: number, columns: number): void {
  for (let at = 0; at + 4 <= bytes.length; at += 4) {
    if (!Number.isFinite(bytes.readFloatLE(at))) {
      const place = Math.floor((offset + at) / 4 / columns);
      throw new BundleProblem(name, `${columns === 1 ? 'number' : 'row'} ${place} holds a value that is not a number`);
    }
  }
}

/** Every graph of the bundle, whatever its precision. */
function graphFiles(manifest: BundleManifest): readonly (readonly [GraphName, string])[] {
  const files = [manifest.graphs, manifest.precision?.int8 ?? {}];
  return files.flatMap((graphs) => Object.entries(graphs) as readonly (readonly [GraphName, string])[]);
}

async function checkGraphFile(folder: string, manifest: BundleManifest, name: GraphName, file: string): Promise<void> {
  const bytes = await withFile(folder, file, manifest.files[file]?.bytes ?? 0, (open) => open.readFile());
  const weights: WeightFile = { name: manifest.weights.file, bytes: manifest.files[manifest.weights.file]?.bytes ?? 0 };
  checkShapes(manifest, file, checkGraph(file, bytes, weights), name);
}

function readText(folder: string, manifest: BundleManifest, name: string): Promise<string> {
  return withFile(folder, name, manifest.files[name]?.bytes ?? 0, (file) => file.readFile('utf8'));
}

async function readItemIds(folder: string, manifest: BundleManifest): Promise<readonly string[]> {
  const name = manifest.itemIds;
  const text = await readText(folder, manifest, name);
  let ids: unknown;
  try {
    ids = JSON.parse(text);
  } catch {
    throw new BundleProblem(name, 'it is not JSON');
  }
  if (!Array.isArray(ids)) throw new BundleProblem(name, 'it is not an array');
  if (ids.length !== manifest.vectors.rows) throw new BundleProblem(name, `it has ${ids.length} ids for ${manifest.vectors.rows} vectors`);
  const seen = new Set<string>();
  for (const [row, id] of ids.entries()) {
    if (typeof id !== 'string' || id === '' || id.length > bundleLimits.itemIdLength)
      throw new BundleProblem(name, `entry ${row} is not an item id`);
    if (seen.has(id)) throw new BundleProblem(name, `the id ${id.slice(0, 80)} stands there twice`);
    seen.add(id);
  }
  return ids as string[];
}
