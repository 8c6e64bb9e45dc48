import { type FileHandle, open, rename, rm, stat } from 'node:fs/promises';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { openConnection } from './connection.ts';
import type { StoreDatabase } from './database.ts';

/** A file of the workspace, its path relative to the workspace and with forward slashes. */
export interface WorkspaceFile {
  readonly path: string;
  readonly data: Uint8Array;
}

/** Pages copied per turn of the event loop: 1 MiB. */
const pagesPerTurn = 256;

/** Bytes of one piece of a file inside a backup. */
const pieceBytes = 1 << 20;

/** A consistent copy of the whole database, with other files of the workspace inside it, as one private file, while everything else goes on. */
export async function backupTo(database: StoreDatabase, path: string, files: Iterable<WorkspaceFile>): Promise<{ readonly bytes: number }> {
  const draft = `${path}.partial`;
  await rm(draft, { force: true });
  // Made private before anything is in it.
  const file = await open(draft, 'wx', 0o600);
  try {
    await copyPages(database, draft, file);
    await addFiles(draft, files);
    await file.datasync();
    await rename(draft, path);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  } finally {
    await file.close();
  }
  return { bytes: (await stat(path)).size };
}

async function copyPages(database: StoreDatabase, draft: string, file: FileHandle): Promise<void> {
  let flushing: Promise<void> | undefined;
  await database.connection.backup(draft, {
    progress: () => {
      // The last step waits for the disk on this thread; flushing along the way, on another, leaves it little to wait for.
      flushing ??= file.datasync().finally(() => (flushing = undefined));
      return pagesPerTurn;
    },
  });
  await flushing;
}

async function addFiles(draft: string, files: Iterable<WorkspaceFile>): Promise<void> {
  const copy = openConnection(draft, { writable: true });
  try {
    // One file, nothing beside it; it is made whole or thrown away, so that no journal is needed.
    copy.pragma('journal_mode = OFF');
    copy.pragma('synchronous = OFF');
    copy.exec(
      'CREATE TABLE backup_files (path TEXT NOT NULL, piece INTEGER NOT NULL, data BLOB NOT NULL, PRIMARY KEY (path, piece)) STRICT',
    );
    const insert = copy.prepare('INSERT INTO backup_files (path, piece, data) VALUES (?, ?, ?)');
    for (const { path, data } of files) {
      const pieces = Math.max(1, Math.ceil(data.length / pieceBytes));
      for (let piece = 0; piece < pieces; piece += 1) {
        insert.run(path, piece, data.subarray(piece * pieceBytes, (piece + 1) * pieceBytes));
        await nextTurn();
      }
    }
  } finally {
    copy.close();
  }
}
