/** A file that cannot be read as what it claims to be; `line` is 1-based where one is known. */
export class FileError extends Error {
  readonly line: number | undefined;

  constructor(message: string, line?: number) {
    super(message);
    this.name = 'FileError';
    this.line = line;
  }
}
