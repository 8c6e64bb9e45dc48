import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { WireMessage } from '../../src/rpc/channel.ts';
import { decodeFrame, encodeFrame, maximumFrameBytes } from '../../src/rpc/channels/frame.ts';

function result(value: unknown): WireMessage {
  return { type: 'result', id: 1, value };
}

function bytes(frame: string | Uint8Array<ArrayBuffer>): ArrayBuffer {
  if (typeof frame === 'string') throw new Error('A binary frame was expected.');
  return frame.buffer;
}

/** A binary frame with any header, as a hostile peer would write it. */
function handmade(header: unknown, tail = 0): ArrayBuffer {
  const text = new TextEncoder().encode(typeof header === 'string' ? header : JSON.stringify(header));
  const frame = new Uint8Array(Math.ceil((4 + text.length) / 8) * 8 + tail);
  new DataView(frame.buffer).setUint32(0, text.length, true);
  frame.set(text, 4);
  return frame.buffer;
}

describe('frames', () => {
  it('without arrays are JSON text', () => {
    const message = result({ text: 'ü', list: [1, null, true] });
    expect(encodeFrame(message)).toBe(JSON.stringify(message));
  });

  it('with arrays are viewed in place, each 8-byte aligned', () => {
    const frame = bytes(encodeFrame(result([Uint8Array.of(1, 2, 3), Float64Array.of(1.5), Float32Array.of(2.5)])));
    const { value } = decodeFrame(frame) as { readonly value: readonly [Uint8Array, Float64Array, Float32Array] };
    expect(value).toEqual([Uint8Array.of(1, 2, 3), Float64Array.of(1.5), Float32Array.of(2.5)]);
    for (const array of value) {
      expect(array.buffer).toBe(frame);
      expect(array.byteOffset % 8).toBe(0);
    }
  });

  it('give back whatever was put in, also keys that look like marks', () => {
    const leaf = fc.oneof(
      fc.string(),
      fc.double(),
      fc.boolean(),
      fc.constant(null),
      fc.float32Array(),
      fc.uint8Array(),
      fc.bigInt64Array(),
    );
    const value = fc.letrec((tie) => ({
      node: fc.oneof(
        { maxDepth: 4 },
        leaf,
        fc.array(tie('node')),
        fc.dictionary(fc.oneof(fc.string(), fc.constantFrom('$array', '$$', '$number')), tie('node')),
      ),
    })).node;
    fc.assert(
      fc.property(value, (each) => {
        fc.pre(!JSON.stringify(each, (_key, inner: unknown) => (typeof inner === 'bigint' ? 0 : inner)).includes('__proto__'));
        const frame = encodeFrame(result(each));
        // JSON writes -0 as 0, which is the same number.
        expect(decodeFrame(typeof frame === 'string' ? frame : frame.buffer)).toEqual(positiveZero(result(each)));
      }),
      { seed: 20_261_122, numRuns: 300 },
    );
  });

  it('refuse to carry functions, symbols, big integers, classes and loops', () => {
    const loop: unknown[] = [];
    loop.push(loop);
    for (const value of [() => 1, Symbol('s'), 1n, new Map(), new Date(), new DataView(new ArrayBuffer(8)), loop]) {
      expect(() => encodeFrame(result(value))).toThrow(TypeError);
    }
  });

  it('refuse to carry more than the limit', () => {
    expect(() => encodeFrame(result(new Uint8Array(maximumFrameBytes)))).toThrow(RangeError);
  });
});

describe('hostile frames are refused', () => {
  const message = { type: 'result', id: 1, value: { $array: 0 } };
  const cases: readonly (readonly [string, string | ArrayBuffer])[] = [
    ['text that is not JSON', '{'],
    ['text that is no object', '7'],
    ['an unknown type', '{"type":"evil","id":1}'],
    ['no id', '{"type":"done"}'],
    ['a fractional id', '{"type":"done","id":1.5}'],
    ['a negative id', '{"type":"done","id":-1}'],
    ['a request without method', '{"type":"request","id":1}'],
    ['a method of endless length', JSON.stringify({ type: 'request', id: 1, method: 'x'.repeat(1000) })],
    ['credit without end', '{"type":"credit","id":1,"count":1e300}'],
    ['negative credit', '{"type":"credit","id":1,"count":-5}'],
    ['an error without code', '{"type":"error","id":1,"error":{}}'],
    ['an empty frame', new ArrayBuffer(0)],
    ['three bytes', new ArrayBuffer(3)],
    ['a header longer than the frame', Uint8Array.of(255, 255, 255, 255, 1, 2, 3, 4).buffer],
    ['a header that is not JSON', handmade('{"message":')],
    ['a header that is not UTF-8', Uint8Array.of(4, 0, 0, 0, 0xff, 0xfe, 0xfd, 0xfc).buffer],
    ['no list of segments', handmade({ message })],
    ['an unknown kind', handmade({ message, segments: [['f128', 0]] })],
    ['a kind that is inherited', handmade({ message, segments: [['constructor', 0]] })],
    ['a negative length', handmade({ message, segments: [['u8', -8]] }, 8)],
    ['a fractional length', handmade({ message, segments: [['u8', 0.5]] }, 8)],
    ['a length that is no multiple of the element', handmade({ message, segments: [['f64', 4]] }, 8)],
    ['a segment past the end', handmade({ message, segments: [['u8', 64]] }, 8)],
    ['a length beyond every number', handmade({ message, segments: [['u8', 2 ** 53]] }, 8)],
    ['bytes that belong to no segment', handmade({ message, segments: [['u8', 8]] }, 16)],
    ['an index that is not there', handmade({ message: { ...message, value: { $array: 5 } }, segments: [['u8', 8]] }, 8)],
    ['a segment that nobody names', handmade({ message: { ...message, value: 1 }, segments: [['u8', 8]] }, 8)],
    ['a segment named twice', handmade({ message: { ...message, value: [{ $array: 0 }, { $array: 0 }] }, segments: [['u8', 8]] }, 8)],
    ['an unknown mark', handmade({ message: { ...message, value: { $eval: 'x' } }, segments: [] })],
    ['a reserved key beside others', handmade({ message: { ...message, value: { $array: 0, more: 1 } }, segments: [] })],
    ['a prototype', handmade('{"message":{"type":"result","id":1,"value":{"__proto__":{"polluted":1},"b":2}},"segments":[]}')],
    [
      'nesting without end',
      handmade({ message: JSON.parse(`{"type":"result","id":1,"value":${'['.repeat(500)}${']'.repeat(500)}}`), segments: [] }),
    ],
    ['more segments than any message has', handmade({ message, segments: Array.from({ length: 20_000 }, () => ['u8', 0]) })],
  ];
  it.each(cases)('%s', (_name, frame) => {
    expect(() => decodeFrame(frame)).toThrow(TypeError);
  });
});

function positiveZero(value: unknown): unknown {
  if (typeof value === 'number') return value === 0 ? 0 : value;
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return value;
  if (Array.isArray(value)) return value.map(positiveZero);
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, positiveZero(inner)]));
}
