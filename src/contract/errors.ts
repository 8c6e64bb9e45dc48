/**
 * Every code an error may carry to a client; anything else is `internal` with an id that stands beside the stack in the log.
 * - `usage`: the call or the command line is wrong; `bad-*`: something the user supplied does not fit;
 * - `refused`: the question is fine but the data cannot answer it (the message says why);
 * - `busy`: another process writes to this workspace; `cancelled`: the caller asked for the stop.
 */
export const errorCodes = [
  'usage',
  'not-found',
  'exists',
  'bad-file',
  'bad-row',
  'bad-mapping',
  'bad-bundle',
  'bundle-mismatch',
  'refused',
  'needs-qhat',
  'needs-python',
  'too-large',
  'busy',
  'newer-database',
  'cancelled',
  'unavailable',
  'disconnected',
  'unknown-method',
  'internal',
] as const;

export type ErrorCode = (typeof errorCodes)[number];
