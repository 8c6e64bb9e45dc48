import { RpcError } from '../../rpc/error.ts';
import type { StoreDatabase } from './database.ts';
import type { Store } from './types.ts';

export function mappingRepository(database: StoreDatabase): Store['mappings'] {
  return {
    list() {
      const rows = database.statement('SELECT name, mapping_json FROM mappings ORDER BY name').all() as {
        name: string;
        mapping_json: string;
      }[];
      return rows.map((row) => ({ name: row.name, mapping: JSON.parse(row.mapping_json) as unknown }));
    },
    save(name, mapping) {
      database.assertWritable();
      database
        .statement(
          'INSERT INTO mappings (name, mapping_json) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET mapping_json = excluded.mapping_json',
        )
        .run(name, JSON.stringify(mapping));
    },
    remove(name) {
      database.assertWritable();
      const removed = database.statement('DELETE FROM mappings WHERE name = ?').run(name);
      if (removed.changes === 0) throw new RpcError({ code: 'not-found', message: `There is no saved mapping "${name}".` });
    },
  };
}

export function settingRepository(database: StoreDatabase): Store['settings'] {
  return {
    get(key) {
      const row = database.statement('SELECT value_json FROM settings WHERE key = ?').get(key) as { value_json: string } | undefined;
      return row === undefined ? undefined : (JSON.parse(row.value_json) as unknown);
    },
    set(key, value) {
      database.assertWritable();
      if (value === undefined) {
        database.statement('DELETE FROM settings WHERE key = ?').run(key);
        return;
      }
      database
        .statement('INSERT INTO settings (key, value_json) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value_json = excluded.value_json')
        .run(key, JSON.stringify(value));
    },
  };
}
