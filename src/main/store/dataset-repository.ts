import type { ImportReject } from '../../core/dataset/import-part.ts';
import type { LogSchema } from '../../core/dataset/log-schema.ts';
import type { WorldFacts } from '../../core/world/card/world-facts.ts';
import { RpcError } from '../../rpc/error.ts';
import type { StoreDatabase } from './database.ts';
import { SlicedDatasetWriter } from './dataset-writer.ts';
import type { DeadData } from './dead-data.ts';
import type { Store, StoredDataset } from './types.ts';

interface DatasetRow {
  readonly id: number;
  readonly name: string;
  readonly format: string;
  readonly created_at_ms: number;
  readonly demo: number;
  readonly hash: string;
  readonly users: number;
  readonly items: number;
  readonly sessions: number;
  readonly events: number;
  readonly untimed_events: number;
  readonly requests: number;
  readonly first_at_ms: number | null;
  readonly last_at_ms: number | null;
  readonly actions_json: string;
  readonly surfaces_json: string;
  readonly logs_json: string;
  readonly catalogue_hash: string;
  readonly world_json: string | null;
}

export function datasetRepository(database: StoreDatabase, dead: DeadData): Store['datasets'] {
  // A ready dataset never changes, so it is parsed once.
  const known = new Map<number, StoredDataset>();

  function read(id: number): StoredDataset {
    const cached = known.get(id);
    if (cached !== undefined) return cached;
    const dataset = toDataset(database.statement('SELECT * FROM datasets WHERE id = ?').get(id) as DatasetRow);
    known.set(id, dataset);
    return dataset;
  }

  return {
    list: () =>
      (database.statement(`SELECT id FROM datasets WHERE state = 'ready' ORDER BY name`).all() as { id: number }[]).map((row) =>
        read(row.id),
      ),

    get(name) {
      const row = database.statement(`SELECT id FROM datasets WHERE name = ? AND state = 'ready'`).get(name) as { id: number } | undefined;
      if (row === undefined) throw notFound(name);
      return read(row.id);
    },

    create(name, format, options = {}) {
      database.assertWritable();
      const taken = database.statement(`SELECT state FROM datasets WHERE name = ? AND state <> 'dead'`).get(name) as
        | { state: string }
        | undefined;
      if (taken !== undefined) throw exists(name, taken.state);
      const inserted = database
        .statement(`INSERT INTO datasets (name, format, state, created_at_ms, demo) VALUES (?, ?, 'writing', ?, ?)`)
        .run(name, format, Date.now(), options.demo === true ? 1 : 0);
      const id = Number(inserted.lastInsertRowid);
      return new SlicedDatasetWriter(database, { id, name, read: () => read(id), deleteDead: () => dead.sweep() });
    },

    async remove(name) {
      database.assertWritable();
      const changed = database.statement(`UPDATE datasets SET state = 'dead' WHERE name = ? AND state = 'ready'`).run(name);
      if (changed.changes === 0) throw notFound(name);
      known.clear();
      await dead.sweep();
    },

    rejects: (dataset) =>
      database
        .statement('SELECT file, line, code, message FROM rejects WHERE dataset = ? ORDER BY number')
        .all(dataset.id) as readonly ImportReject[],
  };
}

function toDataset(row: DatasetRow): StoredDataset {
  return {
    id: row.id,
    name: row.name,
    format: row.format,
    createdAtMs: row.created_at_ms,
    demo: row.demo === 1,
    hash: row.hash,
    users: row.users,
    items: row.items,
    sessions: row.sessions,
    events: row.events,
    untimedEvents: row.untimed_events,
    requests: row.requests,
    actions: JSON.parse(row.actions_json) as StoredDataset['actions'],
    surfaces: JSON.parse(row.surfaces_json) as readonly string[],
    logs: JSON.parse(row.logs_json) as readonly LogSchema[],
    ...(row.catalogue_hash === '' ? {} : { catalogueHash: row.catalogue_hash }),
    ...(row.world_json === null ? {} : { world: JSON.parse(row.world_json) as WorldFacts }),
    ...(row.first_at_ms === null ? {} : { firstAtMs: row.first_at_ms }),
    ...(row.last_at_ms === null ? {} : { lastAtMs: row.last_at_ms }),
  };
}

function notFound(name: string): RpcError {
  return new RpcError({ code: 'not-found', message: `There is no dataset "${name}" in this workspace.` });
}

function exists(name: string, state: string): RpcError {
  const message =
    state === 'ready'
      ? `A dataset "${name}" is already here. Choose another name, or remove it first.`
      : `A dataset "${name}" is being written right now. Choose another name.`;
  return new RpcError({ code: 'exists', message });
}
