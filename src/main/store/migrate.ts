import { closeSync, openSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { RpcError } from '../../rpc/error.ts';
import { notAWorkspace, type Connection } from './connection.ts';

export interface Migration {
  /** The number in the file's name; the database's `user_version` after it ran. */
  readonly version: number;
  readonly file: string;
  readonly sql: string;
}

/** Beside this module in the sources; the build copies the folder beside its output. */
export const migrationsDirectory = join(import.meta.dirname, 'migrations');

/** Numbered `NNNN_*.sql` files in order, from 1 without a gap. */
export function readMigrations(directory: string = migrationsDirectory): readonly Migration[] {
  const files = readdirSync(directory)
    .filter((file) => /^\d{4}_.*\.sql$/.test(file))
    .sort();
  return files.map((file, index) => {
    const version = Number.parseInt(file.slice(0, 4), 10);
    if (version !== index + 1) throw new Error(`Migration ${file} leaves a gap: number ${index + 1} was expected.`);
    return { version, file, sql: readFileSync(join(directory, file), 'utf8') };
  });
}

/**
 * Brings the database to the newest version, one transaction per migration; a copy of a database that holds something is kept beside it first.
 * The caller holds the writer's lock. Throws `newer-database` or `bad-file`.
 */
export function migrate(
  database: Connection,
  path: string,
  migrations: readonly Migration[] = readMigrations(),
): { readonly from: number; readonly to: number; readonly copy?: string } {
  const from = checkVersion(database, path, migrations.length);
  const pending = migrations.filter((migration) => migration.version > from);
  if (pending.length === 0) return { from, to: from };
  const copy = from === 0 ? undefined : keepCopy(database, path, from);
  database.pragma('foreign_keys = OFF');
  try {
    for (const migration of pending) applyOne(database, migration);
  } finally {
    database.pragma('foreign_keys = ON');
  }
  return { from, to: migrations.length, ...(copy === undefined ? {} : { copy }) };
}

/** The version of the database's schema; throws when it is newer than `newest` or not a workspace at all. */
export function checkVersion(database: Connection, path: string, newest: number): number {
  const version = readVersion(database, path);
  if (version > newest) {
    throw new RpcError({
      code: 'newer-database',
      message: `This workspace has database version ${version}; this release knows versions up to ${newest}. Open it with a newer release, or choose another data folder.`,
      file: path,
    });
  }
  if (version === 0 && database.prepare('SELECT count(*) FROM sqlite_master').pluck().get() !== 0) throw notAWorkspace(path);
  return version;
}

function readVersion(database: Connection, path: string): number {
  const version: unknown = database.pragma('user_version', { simple: true });
  if (typeof version !== 'number') throw notAWorkspace(path);
  return version;
}

function applyOne(database: Connection, migration: Migration): void {
  database
    .transaction(() => {
      database.exec(migration.sql);
      const broken = database.pragma('foreign_key_check') as readonly unknown[];
      if (broken.length > 0) throw new Error(`Migration ${migration.file} breaks ${broken.length} references.`);
      database.pragma(`user_version = ${migration.version}`);
    })
    .exclusive();
}

/** Made by SQLite itself: opening the file a second time from this process would drop the locks it holds. */
function keepCopy(database: Connection, path: string, version: number): string {
  const copy = `${path}.version-${version}.backup`;
  const draft = `${copy}.partial`;
  rmSync(draft, { force: true });
  closeSync(openSync(draft, 'wx', 0o600));
  database.prepare('VACUUM INTO ?').run(draft);
  renameSync(draft, copy);
  return copy;
}
