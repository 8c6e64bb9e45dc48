import type { StoreDatabase } from './database.ts';
import type { Store, StoredJob } from './types.ts';

interface JobRow {
  readonly id: number;
  readonly kind: string;
  readonly title: string;
  readonly state: string;
  readonly phase: string;
  readonly fraction: number | null;
  readonly started_at_ms: number;
  readonly ended_at_ms: number | null;
  readonly result_json: string | null;
  readonly error_json: string | null;
}

/** Jobs listed; older ones stay in the table. */
const listed = 500;

export function jobRepository(database: StoreDatabase): Store['jobs'] {
  return {
    list: () => (database.statement(`SELECT * FROM jobs ORDER BY id DESC LIMIT ${listed}`).all() as JobRow[]).map(toJob),

    get(id) {
      const row = database.statement('SELECT * FROM jobs WHERE id = ?').get(id) as JobRow | undefined;
      return row === undefined ? undefined : toJob(row);
    },

    insert(job) {
      database.assertWritable();
      const inserted = database
        .statement(
          `INSERT INTO jobs (kind, title, state, phase, fraction, started_at_ms, ended_at_ms, result_json, error_json) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
        )
        .run(job.kind, job.title, ...facts(job));
      return Number(inserted.lastInsertRowid);
    },

    update(job) {
      database.assertWritable();
      database
        .statement(
          `UPDATE jobs SET state = ?, phase = ?, fraction = ?, started_at_ms = ?, ended_at_ms = ?, result_json = ?, error_json = ? WHERE id = ?`,
        )
        .run(...facts(job), job.id);
    },
  };
}

function facts(job: Omit<StoredJob, 'id'>): readonly (string | number | undefined)[] {
  return [job.state, job.phase, job.fraction, job.startedAtMs, job.endedAtMs, toJson(job.result), toJson(job.error)];
}

function toJson(value: unknown): string | undefined {
  return value === undefined ? undefined : JSON.stringify(value);
}

function toJob(row: JobRow): StoredJob {
  return {
    id: row.id,
    kind: row.kind,
    title: row.title,
    state: row.state,
    phase: row.phase,
    startedAtMs: row.started_at_ms,
    ...(row.fraction === null ? {} : { fraction: row.fraction }),
    ...(row.ended_at_ms === null ? {} : { endedAtMs: row.ended_at_ms }),
    ...(row.result_json === null ? {} : { result: JSON.parse(row.result_json) as unknown }),
    ...(row.error_json === null ? {} : { error: JSON.parse(row.error_json) as NonNullable<StoredJob['error']> }),
  };
}
