import type { PreviewFile, SourcePreview } from '../../../core/dataset/import-preview.ts';
import { FileError } from '../../files/file-error.ts';
import type { ImportPreviewInput } from './import-input.ts';
import { Breath } from './breath.ts';
import { optionalColumn } from './columns.ts';
import { type Detected, detectSource } from './detect-source.ts';
import { openSource, type SourceFile } from './source-folder.ts';
import { timeReader } from './time-reader.ts';

const previewRows = 8;

/** The first rows of every file, what they are taken for, and what stands in the way. */
export async function previewSource(input: ImportPreviewInput, signal: AbortSignal): Promise<SourcePreview> {
  const breath = new Breath(signal);
  const source = await openSource(input.path);
  const detected = detectSource(source, input);
  // Where nothing could be opened, why says more than that nothing fits.
  const problems = source.files.length === 0 && source.unreadable.length > 0 ? [] : [...detected.problems];
  const files: PreviewFile[] = [];
  for (const { file, role } of detected.files) {
    breath.check();
    const { path, bytes, table } = file;
    const rows = await firstRows(file).catch((error: unknown) => {
      if (!(error instanceof FileError)) throw error;
      problems.push(`${path}: ${error.message}`);
      return [];
    });
    files.push({ path, bytes, role, columns: table.columns, rows });
  }
  for (const { path, bytes, message } of source.unreadable) {
    problems.push(`${path}: ${message}`);
    files.push({ path, bytes, role: 'ignored', columns: [], rows: [] });
  }
  const { format, fields, mapping, mappingSource } = detected;
  return {
    suggestedName: suggestedName(source.name),
    ...(format === undefined ? {} : { format }),
    files,
    fields,
    ...(mapping === undefined ? {} : { mapping }),
    mappingSource,
    problems,
    notes: problems.length === 0 ? await timeNotes(detected) : [],
  };
}

async function firstRows(file: SourceFile): Promise<string[][]> {
  const rows: string[][] = [];
  for await (const batch of file.table.batches()) {
    for (const record of batch.records.slice(0, previewRows - rows.length)) rows.push([...record.fields]);
    if (rows.length >= previewRows) break;
  }
  return rows;
}

const timeColumns: Readonly<Record<string, string>> = { movielens: 'timestamp', kuairand: 'time_ms', openbandit: 'timestamp' };

async function timeNotes(detected: Detected): Promise<string[]> {
  const notes: string[] = [];
  const name = detected.mapping?.columns['ts'] ?? timeColumns[detected.format ?? ''];
  for (const { file, role } of detected.files) {
    const column = optionalColumn(file, name);
    if (column === undefined || role === 'ignored' || role === 'items') continue;
    const { note } = await timeReader(file, column);
    if (note !== undefined) notes.push(note);
  }
  return notes;
}

/** A dataset name: letters, digits, spaces, dots, dashes and underscores, starting with a letter or digit. */
function suggestedName(source: string): string {
  const name = source
    .replaceAll(/[^\p{L}\p{N} ._-]+/gu, '-')
    .replace(/^[^\p{L}\p{N}]+/u, '')
    .slice(0, 80);
  return name === '' ? 'dataset' : name;
}
