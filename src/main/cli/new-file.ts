import { createHash } from 'node:crypto';
import { constants, lstatSync } from 'node:fs';
import { access, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { RpcError } from '../../rpc/error.ts';
import type { OptionValues } from './command.ts';
import { requiredOption } from './options.ts';

/** `--out`: a path where nothing stands yet, in a folder that can be written to; told before any work is done for it. */
export async function newPath(values: OptionValues): Promise<string> {
  const out = resolve(requiredOption(values, 'out'));
  // A link that leads nowhere is in the way too.
  if (lstatSync(out, { throwIfNoEntry: false }) !== undefined)
    throw new RpcError({ code: 'exists', message: `${out} exists; choose another name.`, file: out });
  const folder = dirname(out);
  const facts = await stat(folder).catch(() => undefined);
  if (facts?.isDirectory() !== true)
    throw new RpcError({ code: 'bad-file', message: `The folder ${folder} does not exist; make it first.`, file: out });
  if (!(await isWritable(folder)))
    throw new RpcError({ code: 'bad-file', message: `The folder ${folder} cannot be written to; choose another one.`, file: out });
  return out;
}

async function isWritable(folder: string): Promise<boolean> {
  try {
    await access(folder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

interface WrittenFile {
  readonly path: string;
  readonly bytes: number;
  readonly sha256: string;
}

/** Writes a file that must not exist, whole or not at all. */
export async function writeNewFile(path: string, text: string): Promise<WrittenFile> {
  try {
    await writeFile(path, text, { flag: 'wx' });
  } catch (error) {
    // What another process made meanwhile is not ours to remove.
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') await rm(path, { force: true });
    throw error;
  }
  return { path, bytes: Buffer.byteLength(text), sha256: createHash('sha256').update(text).digest('hex') };
}
