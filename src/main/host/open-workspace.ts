import { chmodSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { RpcError } from '../../rpc/error.ts';
import { openStore, type StoreLog } from '../store/open.ts';
import type { Store } from '../store/types.ts';

/** What the system says, by its code or the beginning of it, and what a person does about it. */
const refusals: readonly (readonly [code: string, problem: string])[] = [
  ['EACCES', 'this user may not write there'],
  ['EPERM', 'this user may not write there'],
  ['EROFS', 'its disk is read-only'],
  ['EEXIST', 'a file has this name'],
  ['ENOTDIR', 'a part of the path is a file'],
  ['ENOSPC', 'the disk is full'],
  ['ENOENT', 'it cannot be made there'],
  ['SQLITE_FULL', 'the disk is full'],
  ['SQLITE_READONLY', 'this user may not write there'],
  ['SQLITE_CANTOPEN', 'its files cannot be opened'],
];

/** Makes the workspace's folder (0700) when it is absent and opens its database; a folder that cannot be used is `bad-file`, with what to do. */
export function openWorkspace(folder: string, log: StoreLog): Store {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    chmodSync(folder, 0o700);
    return openStore(join(folder, 'workspace.sqlite'), { log });
  } catch (error) {
    const code = String((error as { readonly code?: unknown }).code);
    if (error instanceof RpcError || !/^(E[A-Z]+|SQLITE_\w+)$/.test(code)) throw error;
    const problem = refusals.find(([known]) => code.startsWith(known))?.[1] ?? `the system answers ${code}`;
    throw new RpcError({
      code: 'bad-file',
      message: `The workspace folder cannot be used: ${problem}. Choose another with --data, or mend this one.`,
      file: folder,
    });
  }
}
