import { FileError } from './file-error.ts';

/** The first record of a file whose lines end in a carriage return alone is the whole file. */
export function rejectLoneReturns(fields: readonly string[], line: number): void {
  if (fields.some((field) => field.trim().includes('\r')))
    throw new FileError('Lines end in a carriage return alone; save the file with the line ends of Unix or Windows.', line);
}
