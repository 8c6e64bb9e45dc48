import type { ImportPart } from '../../../core/dataset/import-part.ts';
import type { RecordSet } from '../../../core/dataset/record-set.ts';
import { RpcError } from '../../../rpc/error.ts';
import { FileError } from '../../files/file-error.ts';
import type { ImportBuild, RowProblem } from './import-build.ts';
import type { SourceFile } from './source-folder.ts';

export interface RowRules {
  /** Log rows are counted in `rows`; the others (items, users, history) only in `files`. */
  readonly isLog: boolean;
  /** Records seen so far, where equal ones matter. */
  readonly seen?: RecordSet;
  /** Equal records are dropped where rows have an identity, and only counted where they have none. */
  readonly equal?: 'drop' | 'count';
}

/** A row may be refused with a problem; it must not have been kept in part by then. */
export type RowHandler = (fields: readonly string[], line: number) => RowProblem | undefined;

/** Rows between two looks at the clock. */
const rowsBetweenBreaths = 500;

/** Reads one file row by row, checks what every shape shares, and tells how far it is. */
export async function* readRows(build: ImportBuild, file: SourceFile, rules: RowRules, handle: RowHandler): AsyncGenerator<ImportPart> {
  const progress = { bytesRead: 0 };
  const width = file.table.columns.length;
  let rows = 0;
  try {
    for await (const batch of file.table.batches(progress)) {
      for (const record of batch.records) {
        rows += 1;
        if (rules.isLog) build.read += 1;
        if (rules.seen !== undefined && !rules.seen.add(batch.bytes, record.start, record.end)) {
          if (rules.equal === 'drop') {
            build.duplicate += 1;
            continue;
          }
          build.identical += 1;
        }
        const problem = shapeProblem(record.fields.length, width, record.problem) ?? handle(record.fields, record.line);
        if (problem !== undefined) build.reject(file.path, record.line, problem, rules.isLog);
        else if (rules.isLog) build.imported += 1;
        if (rows % rowsBetweenBreaths === 0) await build.breath.take();
      }
      await build.breath.take();
      yield {
        type: 'progress',
        phase: 'Reading',
        fraction: Math.min(1, (build.bytesDone + progress.bytesRead) / Math.max(1, build.bytesTotal)),
      };
    }
  } catch (error) {
    if (!(error instanceof FileError)) throw error;
    throw new RpcError({
      code: 'bad-file',
      message: `${file.path}: ${error.message}`,
      file: file.path,
      ...(error.line === undefined ? {} : { line: error.line }),
    });
  }
  build.bytesDone += file.bytes;
  build.files.push({ path: file.path, rows });
}

function shapeProblem(fields: number, width: number, problem: string | undefined): RowProblem | undefined {
  if (problem !== undefined) return { code: 'bad-record', message: problem };
  return fields === width
    ? undefined
    : { code: 'ragged-row', message: `the row has ${fields} ${fields === 1 ? 'field' : 'fields'}, the header ${width}` };
}
