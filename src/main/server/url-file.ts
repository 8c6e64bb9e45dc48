import { renameSync, rmSync, writeFileSync } from 'node:fs';
import { RpcError } from '../../rpc/error.ts';

/** Writes the address for this user's eyes only: a new 0600 file is put in the place of whatever stood there, so no link is followed. */
export function writeUrlFile(path: string, url: string): void {
  const draft = `${path}.${process.pid}.new`;
  try {
    writeFileSync(draft, `${url}\n`, { mode: 0o600, flag: 'wx' });
    renameSync(draft, path);
  } catch (error) {
    rmSync(draft, { force: true });
    throw new RpcError({
      code: 'usage',
      message: `The address cannot be written: ${error instanceof Error ? error.message : String(error)}`,
      file: path,
    });
  }
}

export function removeUrlFile(path: string): void {
  rmSync(path, { force: true });
}
