import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { NamedColumns } from '../src/core/checks/evaluation/world-rows.ts';

const bytes = Float64Array.BYTES_PER_ELEMENT;

/**
 * The first `rows` rows of columns that take long to make. With a folder, they are kept there, one file per column, and read instead of made by the next run; what
 * is kept is known by `key` alone, so a folder is for one version of the code.
 */
export function keptColumns(
  folder: string | undefined,
  key: string,
  names: readonly string[],
  rows: number,
  make: () => NamedColumns,
): NamedColumns {
  if (folder === undefined) return make();
  const path = (name: string) => join(folder, `${key}-${name}.f64`);
  if (names.every((name) => existsSync(path(name)) && statSync(path(name)).size >= rows * bytes))
    return new Map(names.map((name) => [name, readColumn(path(name), rows)]));
  const columns = make();
  mkdirSync(folder, { recursive: true });
  for (const [name, values] of columns) writeFileSync(path(name), values);
  return columns;
}

function readColumn(path: string, rows: number): Float64Array {
  const { buffer, byteOffset } = readFileSync(path);
  return new Float64Array(buffer.slice(byteOffset, byteOffset + rows * bytes));
}
