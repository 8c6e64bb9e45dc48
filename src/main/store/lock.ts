import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { openGuard, sqliteCode, type Connection } from './connection.ts';

/** What a starter learns: it is the writer and can give that back, or the pid of the process that is. */
export type WriterLock = { readonly held: true; release(): void } | { readonly held: false; readonly pid: number | undefined };

/** How often a starter that lost looks again for the winner's pid, which is written just after the lock is won. */
const pidAttempts = 20;
const pidPauseMs = 25;

/**
 * One writer per workspace. The lock itself is SQLite's reserved lock on an empty file beside the database: the kernel drops it when its process
 * dies, however it dies, so a stale lock cannot exist, no two starters can both win, and a reused pid fools nobody.
 * `<database>.lock` names the holder's pid for people and for messages.
 */
export function acquireWriterLock(databasePath: string): WriterLock {
  const namePath = `${databasePath}.lock`;
  const guard = openGuard(`${databasePath}.guard`);
  try {
    guard.exec('BEGIN IMMEDIATE');
  } catch (error) {
    guard.close();
    if (sqliteCode(error) !== 'SQLITE_BUSY') throw error;
    return { held: false, pid: readLivePid(namePath) };
  }
  writeName(namePath);
  return { held: true, release: () => release(guard, namePath) };
}

function writeName(namePath: string): void {
  const draft = `${namePath}.${process.pid}`;
  writeFileSync(draft, `${process.pid}\n`, { mode: 0o600 });
  renameSync(draft, namePath);
}

function release(guard: Connection, namePath: string): void {
  if (!guard.open) return;
  // The name goes first: after the lock is dropped another process may already have written its own.
  rmSync(namePath, { force: true });
  guard.exec('ROLLBACK');
  guard.close();
}

function readLivePid(namePath: string): number | undefined {
  for (let attempt = 0; attempt < pidAttempts; attempt += 1) {
    const pid = readPid(namePath);
    if (pid !== undefined && isAlive(pid)) return pid;
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, pidPauseMs);
  }
  return undefined;
}

function readPid(namePath: string): number | undefined {
  try {
    const pid = Number.parseInt(readFileSync(namePath, 'utf8'), 10);
    return Number.isInteger(pid) && pid > 0 ? pid : undefined;
  } catch {
    return undefined;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it lives, and belongs to someone else.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
