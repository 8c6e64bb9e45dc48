import type { WireMessage } from '../channel.ts';
import { checkMessage } from './check-message.ts';
import { alignedLength, arrayKindOf, arrayKinds, type TypedArray } from './typed-array.ts';

/**
 * Frames for a byte stream (WebSocket). A message of plain JSON values is one text frame. Anything else is one binary frame:
 *
 *     uint32 LE header length | header JSON | padding to 8 | segment | padding to 8 | segment ...
 *
 * The header is `{ message, segments: [[kind, byteLength], ...] }`; in `message` a typed array stands as `{"$array": index}`, a number that JSON
 * does not know as `{"$number": "NaN"}`, an `undefined` inside a list as `{"$undefined": true}`, and a key that begins with `$` gets one more.
 * The receiver views the segments in place, without copying.
 */
export type Frame = string | Uint8Array<ArrayBuffer>;

/** Largest frame either side sends or reads, in bytes. */
export const maximumFrameBytes = 80 * 1024 * 1024;
const maximumHeaderBytes = 32 * 1024 * 1024;
const maximumDepth = 100;
const maximumSegments = 10_000;

/** Packs one message; throws `TypeError` for a value that no frame can carry and `RangeError` when it is too large. */
export function encodeFrame(message: WireMessage): Frame {
  if (isPlain(message, 0)) return JSON.stringify(message);
  const segments: TypedArray[] = [];
  const packed = pack(message, segments);
  if (segments.length > maximumSegments) throw new RangeError(`A message carries at most ${maximumSegments} arrays.`);
  const header = new TextEncoder().encode(
    JSON.stringify({ message: packed, segments: segments.map((segment) => [arrayKindOf(segment), segment.byteLength]) }),
  );
  const start = alignedLength(4 + header.byteLength);
  const total = segments.reduce((length, segment) => length + alignedLength(segment.byteLength), start);
  if (header.byteLength > maximumHeaderBytes || total > maximumFrameBytes)
    throw new RangeError(`A message of ${total} bytes is over the limit of ${maximumFrameBytes}.`);
  const frame = new Uint8Array(total);
  new DataView(frame.buffer).setUint32(0, header.byteLength, true);
  frame.set(header, 4);
  let offset = start;
  for (const segment of segments) {
    frame.set(new Uint8Array(segment.buffer, segment.byteOffset, segment.byteLength), offset);
    offset += alignedLength(segment.byteLength);
  }
  return frame;
}

/** Reads one frame; throws `TypeError` for anything that `encodeFrame` would not have made. Arrays are views of `data` itself. */
export function decodeFrame(data: string | ArrayBuffer): WireMessage {
  if (typeof data === 'string') return checkMessage(parse(data));
  if (data.byteLength < 4 || data.byteLength > maximumFrameBytes) throw new TypeError('The frame has an impossible length.');
  const headerLength = new DataView(data).getUint32(0, true);
  if (headerLength > maximumHeaderBytes || 4 + headerLength > data.byteLength) throw new TypeError('The header is longer than the frame.');
  const header = parse(new TextDecoder('utf-8', { fatal: true }).decode(new Uint8Array(data, 4, headerLength)));
  if (!isRecord(header) || !Array.isArray(header['segments'])) throw new TypeError('The header does not list its segments.');
  const arrays = viewSegments(data, alignedLength(4 + headerLength), header['segments']);
  const used = new Set<number>();
  const message = unpack(header['message'], arrays, used, 0);
  if (used.size !== arrays.length) throw new TypeError('A segment belongs to no value.');
  return checkMessage(message);
}

function viewSegments(data: ArrayBuffer, start: number, list: readonly unknown[]): readonly TypedArray[] {
  if (list.length > maximumSegments) throw new TypeError('The frame has too many segments.');
  let offset = start;
  const arrays = list.map((entry) => {
    if (!Array.isArray(entry) || entry.length !== 2) throw new TypeError('A segment is not (kind, byte length).');
    const [kind, bytes] = entry as readonly unknown[];
    const type = typeof kind === 'string' && Object.hasOwn(arrayKinds, kind) ? arrayKinds[kind as keyof typeof arrayKinds] : undefined;
    if (type === undefined) throw new TypeError('A segment is of unknown kind.');
    if (typeof bytes !== 'number' || !Number.isSafeInteger(bytes) || bytes < 0 || bytes % type.BYTES_PER_ELEMENT !== 0)
      throw new TypeError('A segment has an impossible length.');
    if (offset + bytes > data.byteLength) throw new TypeError('A segment reaches past the end of the frame.');
    const array = new type(data, offset, bytes / type.BYTES_PER_ELEMENT);
    offset += alignedLength(bytes);
    return array;
  });
  if (offset !== data.byteLength) throw new TypeError('The frame is longer than its segments.');
  return arrays;
}

/** True when JSON alone carries the value; throws for what no frame carries. */
function isPlain(value: unknown, depth: number): boolean {
  if (depth > maximumDepth) throw new TypeError('The value is nested too deep, or contains itself.');
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return true;
  if (typeof value === 'number') return Number.isFinite(value);
  if (value === undefined) return false;
  if (typeof value !== 'object') throw new TypeError(`A ${typeof value} cannot be sent.`);
  if (ArrayBuffer.isView(value)) {
    if (value instanceof DataView) throw new TypeError('A DataView cannot be sent.');
    return false;
  }
  let plain = true;
  if (Array.isArray(value)) {
    for (const entry of value) if (!isPlain(entry, depth + 1)) plain = false;
    return plain;
  }
  if (!isRecord(value)) throw new TypeError(`A ${value.constructor?.name ?? 'foreign object'} cannot be sent.`);
  for (const [key, entry] of Object.entries(value)) {
    if (key.startsWith('$')) plain = false;
    if (entry !== undefined && !isPlain(entry, depth + 1)) plain = false;
  }
  return plain;
}

function pack(value: unknown, segments: TypedArray[]): unknown {
  if (typeof value === 'number') return Number.isFinite(value) ? value : { $number: String(value) };
  if (value === undefined) return { $undefined: true };
  if (typeof value !== 'object' || value === null) return value;
  if (ArrayBuffer.isView(value)) {
    segments.push(value as TypedArray);
    return { $array: segments.length - 1 };
  }
  if (Array.isArray(value)) return value.map((entry) => pack(entry, segments));
  const packed: [string, unknown][] = [];
  for (const [key, entry] of Object.entries(value)) {
    if (entry !== undefined) packed.push([key.startsWith('$') ? `$${key}` : key, pack(entry, segments)]);
  }
  return Object.fromEntries(packed);
}

function unpack(value: unknown, arrays: readonly TypedArray[], used: Set<number>, depth: number): unknown {
  if (depth > maximumDepth) throw new TypeError('The value is nested too deep.');
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((entry) => unpack(entry, arrays, used, depth + 1));
  const entries = Object.entries(value);
  const [only] = entries;
  if (entries.length === 1 && only !== undefined && only[0].startsWith('$') && !only[0].startsWith('$$'))
    return unpackMark(only[0], only[1], arrays, used);
  return Object.fromEntries(
    entries.map(([key, entry]) => {
      if (key === '__proto__' || (key.startsWith('$') && !key.startsWith('$$'))) throw new TypeError('A key is reserved.');
      return [key.startsWith('$$') ? key.slice(1) : key, unpack(entry, arrays, used, depth + 1)];
    }),
  );
}

function unpackMark(mark: string, value: unknown, arrays: readonly TypedArray[], used: Set<number>): unknown {
  if (mark === '$undefined') return undefined;
  if (mark === '$number' && (value === 'NaN' || value === 'Infinity' || value === '-Infinity')) return Number(value);
  if (mark === '$array' && typeof value === 'number' && !used.has(value)) {
    const array = arrays[value];
    if (array !== undefined) {
      used.add(value);
      return array;
    }
  }
  throw new TypeError('A mark in the header is not valid.');
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new TypeError('The frame is not JSON.');
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
