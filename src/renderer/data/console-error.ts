import { RpcError } from '../../rpc/error.ts';

/** What an error says to a person, whatever was thrown. */
export interface ErrorText {
  readonly code: string;
  readonly message: string;
  /** `file:line` where the error names one. */
  readonly place?: string;
  /** Stands beside the stack in the host's log. */
  readonly id?: string;
  /** What to do next, for codes where that is always the same. */
  readonly remedy?: string;
}

const remedies: Readonly<Record<string, string>> = {
  'bundle-mismatch': 'Choose a bundle that was trained on this dataset, or the dataset it names.',
  busy: 'Close the other process that writes to this workspace, or wait until it ends.',
  disconnected: 'The console asks again by itself when the host is back.',
  'newer-database': 'Open this workspace with the version that wrote it.',
  internal: 'The host log holds the details under this id. Trying again is safe.',
  unavailable: 'The System screen says what is missing.',
};

/** The closed code of an error, `internal` where it has none. */
export function codeOf(error: unknown): string {
  return error instanceof RpcError ? error.code : 'internal';
}

/** An error as the screens show it. */
export function describeError(error: unknown): ErrorText {
  const code = codeOf(error);
  const message = error instanceof Error ? error.message : String(error);
  const remedy = remedies[code];
  const place = error instanceof RpcError ? placeOf(error) : undefined;
  return {
    code,
    message,
    ...(place === undefined ? {} : { place }),
    ...(error instanceof RpcError && error.id !== undefined ? { id: error.id } : {}),
    ...(remedy === undefined ? {} : { remedy }),
  };
}

/** Where it went wrong, unless the message says so itself. */
function placeOf({ file, line, message }: RpcError): string | undefined {
  if (file === undefined || (message.includes(file) && (line === undefined || message.includes(`line ${line}`)))) return undefined;
  return line === undefined ? file : `${file}:${line}`;
}
