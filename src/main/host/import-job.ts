import type { ColumnMapping, ImportResult } from '../../contract/imports.ts';
import type { DatasetFormat } from '../../contract/datasets.ts';
import type { ImportCounts, ImportPart, ImportReject } from '../../core/dataset/import-part.ts';
import type { DatasetWriter, StoredDataset } from '../store/types.ts';
import type { HostContext } from './context.ts';
import type { JobHandle } from './jobs.ts';

/** The parts of the host an import needs. */
export type ImportContext = Pick<
  HostContext,
  'store' | 'compute' | 'jobs' | 'changes' | 'grants' | 'log' | 'notify' | 'dataDirectory' | 'importRoots'
>;

export interface ImportWork {
  readonly path: string;
  readonly format: DatasetFormat;
  readonly mapping: ColumnMapping | undefined;
  readonly onBadRow: 'stop' | 'skip';
  /** Invisible until the last part is stored. */
  readonly writer: DatasetWriter;
  /** Plain remarks that go before the importer's own. */
  readonly notes: readonly string[];
}

/** Rejected rows shown with a result. */
const shownRejects = 100;

/** Reads in a worker and stores part by part; whatever stops it, the dataset is whole or gone. */
export async function runImport(context: ImportContext, work: ImportWork, job: JobHandle): Promise<ImportResult> {
  const started = performance.now();
  try {
    const { counts, rejects } = await context.compute.use(async (tasks) => {
      const input = {
        path: work.path,
        format: work.format,
        onBadRow: work.onBadRow,
        ...(work.mapping === undefined ? {} : { mapping: work.mapping }),
      };
      return storeParts(tasks['import.run'](input, { signal: job.signal }), work.writer, job);
    });
    job.signal.throwIfAborted();
    const dataset = await work.writer.commit();
    context.changes.publish('datasets');
    return toResult(dataset, work, counts, rejects, (performance.now() - started) / 1000);
  } catch (error) {
    // What stopped the import is the error to tell; rows that could not be deleted now go when the workspace is opened next.
    await work.writer.abandon().catch((failure: unknown) => {
      context.log.error('an import that stopped could not be cleaned up', { error: String(failure) });
    });
    throw error;
  }
}

async function storeParts(parts: AsyncIterable<ImportPart>, writer: DatasetWriter, job: JobHandle) {
  const rejects: ImportReject[] = [];
  let counts: ImportCounts | undefined;
  for await (const part of parts) {
    job.signal.throwIfAborted();
    if (part.type === 'progress') job.progress(part.phase, part.fraction);
    if (part.type === 'rejects') rejects.push(...part.rejects.slice(0, shownRejects - rejects.length));
    if (part.type === 'finish') {
      counts = part.counts;
      job.progress('Finishing');
    }
    await writer.write(part);
  }
  if (counts === undefined) throw new Error('The importer ended without its last part.');
  return { counts, rejects };
}

function toResult(
  dataset: StoredDataset,
  work: ImportWork,
  counts: ImportCounts,
  rejects: readonly ImportReject[],
  seconds: number,
): ImportResult {
  return {
    dataset: dataset.name,
    format: work.format,
    rows: counts.rows,
    files: counts.files,
    logs: dataset.logs.map(({ name, kind, rows }) => ({ name, kind, rows })),
    users: counts.users,
    items: counts.items,
    sessions: counts.sessions,
    events: counts.events,
    untimedEvents: counts.untimedEvents,
    requests: counts.requests,
    hash: counts.hash,
    rejects,
    notes: [...work.notes, ...counts.notes],
    seconds,
  };
}
