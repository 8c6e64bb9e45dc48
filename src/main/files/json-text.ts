/** Integers this long may not fit a double. */
const longDigits = /\d{16}/;

/** Parses JSON without losing digits: an integer that a double cannot hold comes back as its own text. Undefined when it is not JSON. */
export function parseJson(text: string): unknown {
  try {
    return longDigits.test(text) ? JSON.parse(text, keepDigits) : JSON.parse(text);
  } catch {
    return undefined;
  }
}

function keepDigits(_key: string, value: unknown, context?: { readonly source?: string }): unknown {
  const source = context?.source;
  if (typeof value !== 'number' || source === undefined || Number.isSafeInteger(value)) return value;
  return /^-?\d+$/.test(source) ? source : value;
}

/** A JSON value as the text of one field; lists of plain values are joined by `|`, nothing is empty text. */
export function jsonField(value: unknown): string {
  if (value === undefined || value === null) return '';
  if (typeof value === 'string') return value;
  if (typeof value === 'boolean') return value ? '1' : '0';
  if (typeof value === 'number' || typeof value === 'bigint') return String(value);
  if (Array.isArray(value) && value.every((one) => typeof one !== 'object')) return value.map(jsonField).join('|');
  return JSON.stringify(value, (_key, inner: unknown) => (typeof inner === 'bigint' ? inner.toString() : inner)) ?? '';
}
