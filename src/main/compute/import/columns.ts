import { RpcError } from '../../../rpc/error.ts';
import type { SourceFile } from './source-folder.ts';

/** Place of a column that the format requires; `bad-file` names it when it is missing. */
export function requiredColumn(file: SourceFile, name: string): number {
  const index = file.table.columns.indexOf(name);
  if (index === -1) {
    throw new RpcError({
      code: 'bad-file',
      message: `${file.path} has no column "${name}"; it has ${file.table.columns.join(', ')}.`,
      file: file.path,
      line: 1,
    });
  }
  return index;
}

/** Place of a column, or undefined. */
export function optionalColumn(file: SourceFile, name: string | undefined): number | undefined {
  if (name === undefined) return undefined;
  const index = file.table.columns.indexOf(name);
  return index === -1 ? undefined : index;
}

/** The first few characters of a value, for a message. */
export function shown(text: string): string {
  return text.length > 40 ? `"${text.slice(0, 40)}..."` : `"${text}"`;
}
