import { createHash } from 'node:crypto';
import { createReadStream, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { RpcError } from '../../rpc/error.ts';
import { restoreBackup } from '../store/restore.ts';
import type { HostContext } from './context.ts';

export interface BackupResult {
  readonly path: string;
  readonly bytes: number;
  readonly sha256: string;
}

/** Writes a consistent copy of the database with every bundle inside it to `path`, which must not exist. */
export async function backupWorkspace(context: HostContext, path: string): Promise<BackupResult> {
  if (existsSync(path)) throw new RpcError({ code: 'exists', message: `${path} exists; choose another name.`, file: path });
  if (!existsSync(dirname(path)))
    throw new RpcError({ code: 'bad-file', message: `The folder ${dirname(path)} does not exist.`, file: path });
  const { bytes } = await context.store.backup(path, bundleFiles(context.dataDirectory));
  return { path, bytes, sha256: await sha256Of(path) };
}

/** Makes `folder` a workspace from a backup file; refused when the folder already holds one. */
export async function restoreWorkspace(file: string, folder: string): Promise<BackupResult> {
  const database = join(folder, 'workspace.sqlite');
  if (!existsSync(file)) throw new RpcError({ code: 'bad-file', message: `${file} does not exist.`, file });
  if (existsSync(database))
    throw new RpcError({ code: 'exists', message: `${folder} already holds a workspace; give an empty folder by --data.`, file: folder });
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  try {
    restoreBackup(file, database, folder);
  } catch (error) {
    rmSync(database, { force: true });
    throw error;
  }
  return { path: folder, bytes: statSync(file).size, sha256: await sha256Of(file) };
}

function* bundleFiles(folder: string): Iterable<{ readonly path: string; readonly data: Uint8Array }> {
  const bundles = join(folder, 'bundles');
  if (!existsSync(bundles)) return;
  for (const entry of readdirSync(bundles, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    yield { path: relative(folder, path).replaceAll('\\', '/'), data: readFileSync(path) };
  }
}

async function sha256Of(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}
