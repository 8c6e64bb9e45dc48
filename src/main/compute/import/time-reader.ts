import { namesZone, parseTime, type TimeUnit, timeUnitOf, timeUnitWords } from '../../../core/dataset/parse-time.ts';
import { shown } from './columns.ts';
import type { RowProblem } from './import-build.ts';
import type { SourceFile } from './source-folder.ts';

const samples = 1000;

/** What one file's time column holds. */
export interface TimeReader {
  /** Unix milliseconds; undefined when the text is no time in this file's unit. */
  read(text: string): number | undefined;
  /** Why a text that was not read is no time here. */
  problem(text: string): RowProblem;
  readonly note: string | undefined;
}

/** Decides the unit from the first times of a file. A reader without a unit reads nothing. */
export async function timeReader(file: SourceFile, column: number): Promise<TimeReader> {
  const texts: string[] = [];
  for await (const batch of file.table.batches()) {
    for (const record of batch.records) {
      const text = record.fields[column]?.trim();
      if (text !== undefined && text !== '') texts.push(text);
      if (texts.length >= samples) break;
    }
    if (texts.length > 0) break;
  }
  const unit = timeUnitOf(texts);
  const expected = unit === undefined ? 'ISO 8601 or a number' : `${timeUnitWords(unit)}, which the first times of this file are`;
  const problem = (text: string) => ({ code: 'bad-time', message: `the time ${shown(text)} is not ${expected}` });
  if (unit === undefined) return { read: () => undefined, problem, note: undefined };
  return { read: (text) => parseTime(text.trim(), unit), problem, note: `${file.path}: times are ${words(unit, texts)}.` };
}

function words(unit: TimeUnit, texts: readonly string[]): string {
  if (unit !== 'iso') return timeUnitWords(unit);
  return texts.some(namesZone) ? 'ISO 8601' : 'ISO 8601 without a zone, read as UTC';
}
