/** What an error is reduced to when it crosses a seam. `file`, `line` and `id` are set where they are known. */
export interface ErrorInfo {
  readonly code: string;
  readonly message: string;
  readonly file?: string;
  readonly line?: number;
  /** Present on `internal` errors: the same id stands beside the stack in the log. */
  readonly id?: string;
}

/** An error that is meant for the caller: it keeps its code, message and place on every seam. */
export class RpcError extends Error {
  readonly code: string;
  readonly file: string | undefined;
  readonly line: number | undefined;
  readonly id: string | undefined;

  constructor(info: ErrorInfo) {
    super(info.message);
    this.name = 'RpcError';
    this.code = info.code;
    this.file = info.file;
    this.line = info.line;
    this.id = info.id;
  }

  toInfo(): ErrorInfo {
    return {
      code: this.code,
      message: this.message,
      ...(this.file === undefined ? {} : { file: this.file }),
      ...(this.line === undefined ? {} : { line: this.line }),
      ...(this.id === undefined ? {} : { id: this.id }),
    };
  }
}
