import { isMissing, parseNumber } from '../../../core/dataset/parse-number.ts';
import type { SourceFile } from './source-folder.ts';

const samples = 1000;

/** Places of the columns whose first values are all numbers (missing ones aside, but not all missing). */
export async function numericColumns(file: SourceFile): Promise<ReadonlySet<number>> {
  const numbers = new Set<number>();
  const texts = new Set<number>();
  for await (const batch of file.table.batches()) {
    for (const record of batch.records.slice(0, samples)) {
      for (const [index, field] of record.fields.entries()) {
        if (isMissing(field)) continue;
        (parseNumber(field) === undefined ? texts : numbers).add(index);
      }
    }
    break;
  }
  return new Set([...numbers].filter((index) => !texts.has(index)));
}
