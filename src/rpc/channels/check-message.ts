import type { WireMessage } from '../channel.ts';

const types = new Set(['request', 'result', 'error', 'next', 'done', 'cancel', 'credit']);
const maximumMethodLength = 200;
/** More credit than any consumer gives at once: a hostile peer must not lift the limit of a stream. */
const maximumCredit = 1_000_000;

/** Checks the outside of a message from a peer that is not trusted; throws `TypeError`. Inputs are checked later, by their own schema. */
export function checkMessage(value: unknown): WireMessage {
  if (typeof value !== 'object' || value === null) throw new TypeError('A message is an object.');
  const message = value as Readonly<Record<string, unknown>>;
  const { type, id } = message;
  if (typeof type !== 'string' || !types.has(type)) throw new TypeError('The message is of unknown type.');
  if (typeof id !== 'number' || !Number.isSafeInteger(id) || id < 0) throw new TypeError('The message has no valid id.');
  if (type === 'request' && (typeof message['method'] !== 'string' || message['method'].length > maximumMethodLength))
    throw new TypeError('The request names no method.');
  if (type === 'credit') {
    const count = message['count'];
    if (typeof count !== 'number' || !Number.isSafeInteger(count) || count < 1 || count > maximumCredit)
      throw new TypeError('The credit is not a valid count.');
  }
  if (type === 'error' && !isErrorInfo(message['error'])) throw new TypeError('The error has no code and message.');
  return value as WireMessage;
}

function isErrorInfo(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const info = value as Readonly<Record<string, unknown>>;
  return typeof info['code'] === 'string' && typeof info['message'] === 'string';
}
