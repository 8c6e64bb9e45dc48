import { createHash } from 'node:crypto';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openConnection } from '../../../src/main/store/connection.ts';
import { migrate, migrationsDirectory, readMigrations, type Migration } from '../../../src/main/store/migrate.ts';
import { openStore } from '../../../src/main/store/open.ts';
import { quietLog } from './quiet-log.ts';
import { temporaryFolder } from './temporary-folder.ts';

const newest = readMigrations().length;
const next: Migration = {
  version: newest + 1,
  file: '9999_test.sql',
  sql: 'CREATE TABLE later (x INTEGER) STRICT; INSERT INTO later VALUES (1);',
};
const broken: Migration = {
  version: newest + 1,
  file: '9999_test.sql',
  sql: 'CREATE TABLE later (x INTEGER) STRICT; INSERT INTO nowhere VALUES (1);',
};

function schemaOf(path: string): string {
  const database = openConnection(path, { writable: false });
  const rows = database
    .prepare(`SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%' ORDER BY type DESC, name`)
    .all() as { sql: string }[];
  database.close();
  return `${rows.map((row) => row.sql).join(';\n\n')};\n`;
}

describe('migrations', () => {
  it('never change once released: their SHA-256 stand beside them', () => {
    const recorded = JSON.parse(readFileSync(join(migrationsDirectory, 'hashes.json'), 'utf8')) as Record<string, string>;
    const found = Object.fromEntries(readMigrations().map(({ file, sql }) => [file, createHash('sha256').update(sql).digest('hex')]));
    expect(found).toEqual(recorded);
  });

  it('make the schema that is written down', async () => {
    const path = join(temporaryFolder(), 'workspace.sqlite');
    await openStore(path, { log: quietLog() }).close();
    expect(schemaOf(path)).toBe(readFileSync(join(import.meta.dirname, 'schema.golden.sql'), 'utf8'));
  });

  it('keep a private copy of a database that holds something before changing it', () => {
    const path = join(temporaryFolder(), 'workspace.sqlite');
    const database = openConnection(path, { writable: true });
    expect(migrate(database, path, readMigrations())).toEqual({ from: 0, to: newest });
    database.prepare(`INSERT INTO settings (key, value_json) VALUES ('k', '1')`).run();
    const migrated = migrate(database, path, [...readMigrations(), next]);
    expect(migrated).toMatchObject({ from: newest, to: newest + 1 });
    expect(database.prepare('SELECT x FROM later').pluck().get()).toBe(1);
    database.close();
    const copy = migrated.copy ?? '';
    expect(statSync(copy).mode & 0o777).toBe(0o600);
    const before = openConnection(copy, { writable: false });
    expect(before.pragma('user_version', { simple: true })).toBe(newest);
    expect(before.prepare('SELECT value_json FROM settings').pluck().get()).toBe('1');
    expect(before.prepare(`SELECT count(*) FROM sqlite_master WHERE name = 'later'`).pluck().get()).toBe(0);
    before.close();
  });

  it('bring a workspace of version 1 to the newest with what it held, and an empty register', async () => {
    const path = join(temporaryFolder(), 'workspace.sqlite');
    const database = openConnection(path, { writable: true });
    expect(migrate(database, path, readMigrations().slice(0, 1))).toEqual({ from: 0, to: 1 });
    database
      .prepare(`INSERT INTO runs (kind, title, dataset, created_at_ms, result_json) VALUES ('sweep', 'before', 'd', 1, '{"points":[]}')`)
      .run();
    database.close();
    const store = openStore(path, { log: quietLog() });
    expect(store.runs.list()).toMatchObject([{ title: 'before', dataset: 'd' }]);
    expect(store.runs.get(1)?.result).toEqual({ points: [] });
    expect(store.register.entries()).toEqual([]);
    await store.close();
    const copy = openConnection(`${path}.version-1.backup`, { writable: false });
    expect(copy.pragma('user_version', { simple: true })).toBe(1);
    expect(copy.prepare(`SELECT count(*) FROM sqlite_master WHERE name LIKE 'register%'`).pluck().get()).toBe(0);
    copy.close();
  });

  it('leave everything as it was when one fails', () => {
    const path = join(temporaryFolder(), 'workspace.sqlite');
    const database = openConnection(path, { writable: true });
    migrate(database, path, readMigrations());
    expect(() => migrate(database, path, [...readMigrations(), broken])).toThrow(/nowhere/);
    expect(database.pragma('user_version', { simple: true })).toBe(newest);
    expect(database.prepare(`SELECT count(*) FROM sqlite_master WHERE name = 'later'`).pluck().get()).toBe(0);
    expect(database.pragma('foreign_keys', { simple: true })).toBe(1);
    database.close();
  });

  it('refuse a newer database by its version and leave it alone', async () => {
    const path = join(temporaryFolder(), 'workspace.sqlite');
    await openStore(path, { log: quietLog() }).close();
    const database = openConnection(path, { writable: true });
    database.pragma('user_version = 41');
    database.pragma('wal_checkpoint(TRUNCATE)');
    database.close();
    const bytes = readFileSync(path);
    expect(() => openStore(path, { log: quietLog() })).toThrow(
      expect.objectContaining({ code: 'newer-database', message: expect.stringContaining('41') as string }),
    );
    expect(readFileSync(path).equals(bytes)).toBe(true);
    expect(existsSync(`${path}.lock`)).toBe(false);
  });

  it('refuse a file that is something else', () => {
    const folder = temporaryFolder();
    const text = join(folder, 'text.sqlite');
    writeFileSync(text, 'x'.repeat(5000));
    expect(() => openStore(text, { log: quietLog() })).toThrow(expect.objectContaining({ code: 'bad-file', file: text }));
    const other = join(folder, 'other.sqlite');
    const database = openConnection(other, { writable: true });
    database.exec('CREATE TABLE theirs (x INTEGER)');
    database.close();
    expect(() => openStore(other, { log: quietLog() })).toThrow(expect.objectContaining({ code: 'bad-file' }));
  });

  it('make private files in a private folder', async () => {
    const folder = join(temporaryFolder(), 'workspace');
    const store = openStore(join(folder, 'w.sqlite'), { log: quietLog() });
    store.settings.set('k', { a: 1 });
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    for (const file of ['w.sqlite', 'w.sqlite-wal', 'w.sqlite-shm', 'w.sqlite.lock', 'w.sqlite.guard']) {
      expect([file, statSync(join(folder, file)).mode & 0o777]).toEqual([file, 0o600]);
    }
    await store.close();
  });
});
