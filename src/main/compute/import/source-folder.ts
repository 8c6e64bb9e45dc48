import { readdir, realpath, stat } from 'node:fs/promises';
import { basename, dirname, join, relative, sep } from 'node:path';
import { RpcError } from '../../../rpc/error.ts';
import { FileError } from '../../files/file-error.ts';
import { isTableName, openTable, tableStem } from '../../files/open-table.ts';
import type { SourceTable } from '../../files/record-batch.ts';

const depthLimit = 5;
const fileLimit = 200;

/** One table of the source, its header read. */
export interface SourceFile {
  /** Relative to the folder that was given, with `/`. */
  readonly path: string;
  readonly bytes: number;
  /** Name without folder and endings. */
  readonly stem: string;
  readonly table: SourceTable;
}

export interface Source {
  /** Name of the file or folder, without endings. */
  readonly name: string;
  readonly files: readonly SourceFile[];
  /** Tables that could not be opened, and why. */
  readonly unreadable: readonly { readonly path: string; readonly bytes: number; readonly message: string; readonly line?: number }[];
}

/** Opens every table of a folder, or one file and the `items` and `actions` tables beside it. Links that lead out of the folder are not followed. */
export async function openSource(path: string): Promise<Source> {
  const facts = await stat(path).catch(() => undefined);
  if (facts === undefined)
    throw new RpcError({ code: 'bad-file', message: `${basename(path)} cannot be found or read.`, file: basename(path) });
  const root = facts.isDirectory() ? path : dirname(path);
  const paths = facts.isDirectory() ? await tablesUnder(path, await realpath(path), 0) : [path, ...(await tablesBeside(path))];
  if (paths.length > fileLimit)
    throw new RpcError({ code: 'too-large', message: `The folder holds more than ${fileLimit} tables; choose a smaller one.` });
  const files: SourceFile[] = [];
  const unreadable: { path: string; bytes: number; message: string; line?: number }[] = [];
  for (const one of paths) {
    const shown = relative(root, one).split(sep).join('/');
    const { size } = await stat(one);
    try {
      files.push({ path: shown, bytes: size, stem: tableStem(one), table: await openTable(one) });
    } catch (error) {
      if (!(error instanceof FileError)) throw error;
      unreadable.push({ path: shown, bytes: size, message: error.message, ...(error.line === undefined ? {} : { line: error.line }) });
    }
  }
  return { name: facts.isDirectory() ? basename(path) : tableStem(path), files, unreadable };
}

async function tablesUnder(folder: string, root: string, depth: number): Promise<string[]> {
  const found: string[] = [];
  const entries = await readdir(folder, { withFileTypes: true });
  for (const entry of entries.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = join(folder, entry.name);
    if (entry.name.startsWith('.') || (entry.isSymbolicLink() && !(await staysInside(path, root)))) continue;
    const facts = entry.isSymbolicLink() ? await stat(path) : entry;
    if (facts.isDirectory() && depth < depthLimit && !entry.isSymbolicLink()) found.push(...(await tablesUnder(path, root, depth + 1)));
    else if (facts.isFile() && isTableName(entry.name)) found.push(path);
  }
  return found;
}

async function tablesBeside(path: string): Promise<string[]> {
  const folder = dirname(path);
  const names = await readdir(folder).catch(() => []);
  const beside = names.filter(
    (name) => isTableName(name) && name !== basename(path) && ['items', 'actions'].includes(tableStem(name).toLowerCase()),
  );
  const root = await realpath(folder);
  const kept: string[] = [];
  for (const name of beside.toSorted()) if (await staysInside(join(folder, name), root)) kept.push(join(folder, name));
  return kept;
}

async function staysInside(path: string, root: string): Promise<boolean> {
  const target = await realpath(path).catch(() => undefined);
  return target !== undefined && (target === root || target.startsWith(root + sep));
}
