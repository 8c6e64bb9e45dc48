import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { RpcError } from '../../rpc/error.ts';
import { backupTo } from './backup.ts';
import { openConnection, type Connection } from './connection.ts';
import { StoreDatabase } from './database.ts';
import { datasetRepository } from './dataset-repository.ts';
import { DeadData } from './dead-data.ts';
import { eventRepository } from './event-repository.ts';
import { findingRepository } from './finding-repository.ts';
import { itemRepository } from './item-repository.ts';
import { jobRepository } from './job-repository.ts';
import { mappingRepository, settingRepository } from './keyed-repositories.ts';
import { acquireWriterLock, type WriterLock } from './lock.ts';
import { logRepository } from './log-repository.ts';
import { checkVersion, migrate, readMigrations } from './migrate.ts';
import { decisionRepository } from './decision-repository.ts';
import { registerRepository } from './register-repository.ts';
import { runRepository } from './run-repository.ts';
import { sessionRepository } from './session-repository.ts';
import type { Store } from './types.ts';
import { userEmbeddingRepository } from './user-embedding-repository.ts';
import { userRepository } from './user-repository.ts';

/** What the store says about itself; the host's log fits. */
export interface StoreLog {
  info(message: string, facts?: Readonly<Record<string, unknown>>): void;
  error(message: string, facts?: Readonly<Record<string, unknown>>): void;
}

/**
 * Opens the workspace's database, made when it is not there. The first process becomes the writer; another one reads, and its writes throw `busy`.
 * Throws `newer-database` or `bad-file`. Rows of imports that did not end are deleted behind the caller's back, in slices.
 */
export function openStore(path: string, options: { readonly log: StoreLog }): Store {
  const absolute = resolve(path);
  const lock = acquireWriterLock(absolute);
  try {
    return lock.held ? openWriter(absolute, lock, options.log) : openReader(absolute, lock.pid);
  } catch (error) {
    if (lock.held) lock.release();
    throw error;
  }
}

function openWriter(path: string, lock: Extract<WriterLock, { readonly held: true }>, log: StoreLog): Store {
  const connection = openConnection(path, { writable: true });
  try {
    const migrated = migrate(connection, path);
    if (migrated.from !== migrated.to) log.info('the database was brought up to date', migrated);
  } catch (error) {
    connection.close();
    throw error;
  }
  const database = new StoreDatabase(connection, path, { writable: true, writerPid: undefined });
  const dead = new DeadData(database);
  dead.markInterrupted();
  dead.sweep().catch((error: unknown) => {
    log.error('deleting unfinished data stopped', { stack: error instanceof Error ? error.stack : String(error) });
  });
  return compose(database, dead, () => {
    connection.pragma('wal_checkpoint(TRUNCATE)');
    connection.close();
    lock.release();
  });
}

function openReader(path: string, writerPid: number | undefined): Store {
  const connection = openToRead(path, writerPid);
  const database = new StoreDatabase(connection, path, { writable: false, writerPid });
  return compose(database, new DeadData(database), () => connection.close());
}

function openToRead(path: string, writerPid: number | undefined): Connection {
  const notYet = new RpcError({
    code: 'busy',
    message: `${writerPid === undefined ? 'Another process' : `Process ${writerPid}`} is still preparing this workspace. Try again in a moment.`,
  });
  if (!existsSync(path)) throw notYet;
  const connection = openConnection(path, { writable: false });
  try {
    const newest = readMigrations().length;
    if (checkVersion(connection, path, newest) < newest) throw notYet;
    return connection;
  } catch (error) {
    connection.close();
    throw error;
  }
}

function compose(database: StoreDatabase, dead: DeadData, end: () => void): Store {
  let backups: Promise<unknown> = Promise.resolve();
  let closed: Promise<void> | undefined;

  async function close(): Promise<void> {
    database.startClosing();
    await dead.settled();
    await backups;
    await database.checkpoints.close();
    end();
  }

  return {
    writable: database.writable,
    writerPid: database.writerPid,
    datasets: datasetRepository(database, dead),
    items: itemRepository(database),
    users: userRepository(database),
    userEmbeddings: userEmbeddingRepository(database),
    events: eventRepository(database),
    sessions: sessionRepository(database),
    logs: logRepository(database),
    jobs: jobRepository(database),
    runs: runRepository(database),
    findings: findingRepository(database),
    register: registerRepository(database),
    decisions: decisionRepository(database),
    mappings: mappingRepository(database),
    settings: settingRepository(database),
    backup(path, files = []) {
      const made = backupTo(database, path, files);
      backups = Promise.allSettled([backups, made]);
      return made;
    },
    close() {
      closed ??= close();
      return closed;
    },
  };
}
