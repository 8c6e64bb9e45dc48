import fc from 'fast-check';
import { expect, it } from 'vitest';
import { RecordSet } from '../../../src/core/dataset/record-set.ts';

it('tells equal records from different ones, wherever they stand in their buffer', () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ maxLength: 40 }), { maxLength: 60 }), fc.nat(5), (records, shift) => {
      const set = new RecordSet();
      const known = new Set<string>();
      for (const record of records) {
        const padded = new Uint8Array(record.length + shift + 3).fill(7);
        padded.set(record, shift);
        const key = Buffer.from(record).toString('hex');
        expect(set.add(padded, shift, shift + record.length)).toBe(!known.has(key));
        known.add(key);
      }
      expect(set.size).toBe(known.size);
    }),
  );
});

it('keeps 200,000 different records apart while it grows, short and zero ones included', () => {
  const set = new RecordSet();
  const bytes = new Uint8Array(64);
  for (let length = 0; length <= 64; length += 1) expect(set.add(bytes, 0, length)).toBe(true);
  const encoder = new TextEncoder();
  for (let row = 0; row < 200_000; row += 1) {
    const record = encoder.encode(`${row},${row % 10}`);
    if (!set.add(record, 0, record.length)) throw new Error(`record ${row} was taken for an earlier one`);
  }
  expect(set.size).toBe(200_065);
  const again = encoder.encode('123456,6');
  expect(set.add(again, 0, again.length)).toBe(false);
});
