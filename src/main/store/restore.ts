import { appendFileSync, closeSync, copyFileSync, chmodSync, mkdirSync, openSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { RpcError } from '../../rpc/error.ts';
import { type Connection, openConnection } from './connection.ts';
import { checkVersion, readMigrations } from './migrate.ts';

/** What marks a file as a workspace's database (see the first migration). */
const applicationId = 1_346_458_181;

/**
 * Makes `database` from the backup `file`, and the files inside it in `folder`; nothing of either may be there.
 * Throws `bad-file` when it is not a backup of a workspace, `newer-database` when a newer release made it.
 */
export function restoreBackup(file: string, database: string, folder: string): void {
  mkdirSync(dirname(database), { recursive: true, mode: 0o700 });
  copyFileSync(file, database);
  chmodSync(database, 0o600);
  try {
    const connection = openCopy(database, file);
    try {
      check(connection, file);
      writeFiles(connection, file, folder);
      connection.exec('DROP TABLE IF EXISTS backup_files');
      connection.pragma('wal_checkpoint(TRUNCATE)');
    } finally {
      connection.close();
    }
  } catch (error) {
    for (const end of ['', '-wal', '-shm']) rmSync(database + end, { force: true });
    throw error;
  }
}

function openCopy(database: string, file: string): Connection {
  try {
    return openConnection(database, { writable: true });
  } catch (error) {
    throw error instanceof RpcError ? notABackup(file) : error;
  }
}

function check(connection: Connection, file: string): void {
  if (connection.pragma('application_id', { simple: true }) !== applicationId) throw notABackup(file);
  checkVersion(connection, file, readMigrations().length);
  const whole: unknown = connection.pragma('quick_check(1)', { simple: true });
  if (whole !== 'ok') throw new RpcError({ code: 'bad-file', message: 'This backup is damaged. Use another one.', file });
}

function writeFiles(connection: Connection, file: string, folder: string): void {
  const present = connection.prepare(`SELECT count(*) FROM sqlite_master WHERE name = 'backup_files'`).pluck().get();
  if (present === 0) return;
  const paths = connection.prepare('SELECT DISTINCT path FROM backup_files ORDER BY path').pluck().all() as string[];
  for (const path of paths) {
    if (!isInside(path)) throw new RpcError({ code: 'bad-file', message: `This backup holds a file outside the workspace: ${path}`, file });
  }
  const read = connection.prepare('SELECT data FROM backup_files WHERE path = ? AND piece = ?').pluck();
  for (const path of paths) {
    const target = join(folder, ...path.split('/'));
    mkdirSync(dirname(target), { recursive: true, mode: 0o700 });
    closeSync(openSync(target, 'wx', 0o600));
    for (let piece = 0; ; piece += 1) {
      const data = read.get(path, piece) as Uint8Array | undefined;
      if (data === undefined) break;
      appendFileSync(target, data);
    }
  }
}

function notABackup(file: string): RpcError {
  return new RpcError({ code: 'bad-file', message: 'This file is not a backup of a Paretoscope workspace. Choose another file.', file });
}

/** A backup is a file from anywhere: its paths are not trusted. */
function isInside(path: string): boolean {
  return path.split('/').every((part) => part !== '' && part !== '.' && part !== '..' && !/[\\:\0]/.test(part));
}
