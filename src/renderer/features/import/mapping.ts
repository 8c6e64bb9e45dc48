import type { ColumnMapping } from '../../../contract/imports.ts';
import type { PreviewFile } from '../../../core/dataset/import-preview.ts';

/** Every column of the files that are read, once, in file order. */
export function columnsOf(files: readonly PreviewFile[]): readonly string[] {
  return [...new Set(files.filter((file) => file.role !== 'ignored').flatMap((file) => file.columns))];
}

/** The first value that is not empty of a column, to see what it holds. */
export function sampleOf(files: readonly PreviewFile[], column: string): string {
  for (const file of files) {
    const index = file.columns.indexOf(column);
    if (index < 0 || file.role === 'ignored') continue;
    const value = file.rows.map((row) => row[index]).find((text) => text !== undefined && text !== '');
    if (value !== undefined) return value.length > 40 ? `${value.slice(0, 39)}\u2026` : value;
  }
  return '';
}

/** The mapping with one field read from another column, or from none. */
export function withColumn(mapping: ColumnMapping, field: string, column: string | undefined): ColumnMapping {
  const columns = Object.fromEntries(Object.entries(mapping.columns).filter(([name]) => name !== field));
  return { format: mapping.format, columns: column === undefined ? columns : { ...columns, [field]: column } };
}
