import { chmodSync, closeSync, existsSync, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import { RpcError } from '../../rpc/error.ts';

/** An open database. Only this folder knows the driver. */
export type Connection = Database.Database;
export type Statement = Database.Statement<unknown[], unknown>;

/** Kept short: a second writer would freeze this thread for as long; the writer's lock keeps others out anyway. */
const busyTimeoutMs = 500;

/** Pages after which a commit folds the log in by itself; far more than the checkpointer lets it come to. */
const backstopPages = 32_768;

/** Negative: in KiB. Enough for the index pages an import of a million rows touches. */
const cacheKiB = -65_536;

/** Opens the file (made private when it is new), or throws `bad-file` when it is not a database. */
export function openConnection(path: string, options: { readonly writable: boolean }): Connection {
  if (options.writable) makePrivate(path);
  try {
    const database = new Database(path, { readonly: !options.writable, fileMustExist: true, timeout: busyTimeoutMs });
    if (options.writable) {
      database.pragma('journal_mode = WAL');
      database.pragma('synchronous = NORMAL');
      database.pragma(`wal_autocheckpoint = ${backstopPages}`);
    }
    database.pragma(`cache_size = ${cacheKiB}`);
    database.pragma('foreign_keys = ON');
    database.pragma('temp_store = MEMORY');
    return database;
  } catch (error) {
    if (sqliteCode(error) === 'SQLITE_NOTADB') throw notAWorkspace(path);
    throw error;
  }
}

/** A connection that only ever holds a lock on an empty file. */
export function openGuard(path: string): Connection {
  makePrivate(path);
  return new Database(path, { timeout: 0 });
}

/** SQLite's own code of an error, such as `SQLITE_BUSY`. */
export function sqliteCode(error: unknown): string | undefined {
  return error instanceof Database.SqliteError ? error.code : undefined;
}

export function notAWorkspace(path: string): RpcError {
  return new RpcError({
    code: 'bad-file',
    message: 'This file is not a Paretoscope workspace. Choose another data folder, or move the file away.',
    file: path,
  });
}

function makePrivate(path: string): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  if (!existsSync(path)) closeSync(openSync(path, 'a', 0o600));
  chmodSync(path, 0o600);
}
