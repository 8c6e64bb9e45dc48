import { open, rename, rm, stat } from 'node:fs/promises';
import type { StoreDatabase } from './database.ts';

/** Pages copied per turn of the event loop: 1 MiB. */
const pagesPerTurn = 256;

/** A consistent copy of the whole database as one private file, while everything else goes on. */
export async function backupTo(database: StoreDatabase, path: string): Promise<{ readonly bytes: number }> {
  const draft = `${path}.partial`;
  await rm(draft, { force: true });
  // Made private before anything is in it.
  await (await open(draft, 'wx', 0o600)).close();
  try {
    await database.connection.backup(draft, { progress: () => pagesPerTurn });
    await rename(draft, path);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
  return { bytes: (await stat(path)).size };
}
