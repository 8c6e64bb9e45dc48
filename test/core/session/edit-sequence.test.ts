import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { editSequence, noEdits } from '../../../src/core/session/edit-sequence.ts';
import type { UserSequence } from '../../../src/core/session/user-sequence.ts';

function sequenceOf(items: readonly number[], timed = true): UserSequence {
  const count = items.length;
  return {
    user: 0,
    firstSeq: 0,
    item: Int32Array.from(items),
    actions: Int32Array.from(items, (item) => item + 1),
    atMs: Float64Array.from(items, (_, index) => (timed ? index * 10 : Number.NaN)),
    session: new Int32Array(count),
    surface: new Int16Array(count).fill(2),
    dwellMs: new Float32Array(count),
    value: new Float32Array(count),
    text: items.map(() => undefined),
  };
}

describe('an edited history', () => {
  it('without edits is the sequence', () => {
    expect(editSequence(sequenceOf([5, 6]), noEdits)).toEqual([
      { seq: 0, item: 5, actions: 6, surface: 2, atMs: 0, masked: false, moved: false },
      { seq: 1, item: 6, actions: 7, surface: 2, atMs: 10, masked: false, moved: false },
    ]);
  });

  it('masks, drops, inserts and moves', () => {
    const events = editSequence(sequenceOf([5, 6, 7, 8]), {
      mask: [2],
      drop: [1],
      insert: [
        { before: 2, item: 90, actions: 1 },
        { before: 4, item: 91, actions: 2 },
      ],
      move: [{ event: 3, before: 0 }],
    });
    expect(events.map(({ seq, item, masked, moved, atMs }) => [seq, item, masked, moved, atMs])).toEqual([
      [3, 8, false, true, 0],
      [0, 5, false, false, 10],
      [undefined, 90, false, false, 25],
      [2, 7, true, false, 30],
      [undefined, 91, false, false, 30],
    ]);
  });

  it('keeps every event that is not dropped once, in time order, whatever moves', () => {
    const length = 6;
    const position = fc.integer({ min: 0, max: length - 1 });
    const moves = fc.array(fc.record({ event: position, before: fc.integer({ min: 0, max: length }) }), { maxLength: 5 });
    fc.assert(
      fc.property(moves, fc.uniqueArray(position), (move, drop) => {
        const events = editSequence(sequenceOf([0, 1, 2, 3, 4, 5]), { ...noEdits, move, drop });
        const kept = events.map(({ seq }) => seq ?? -1).toSorted((left, right) => left - right);
        expect(kept).toEqual([0, 1, 2, 3, 4, 5].filter((seq) => !drop.includes(seq)));
        for (const { seq, item } of events) expect(item).toBe(seq);
        expect(events.map(({ atMs }) => atMs)).toEqual(events.map(({ atMs }) => atMs).toSorted((left, right) => left - right));
        const last = move.at(-1);
        if (last === undefined || last.event === last.before || drop.length > 0) return;
        const place = events.findIndex(({ seq }) => seq === last.event);
        expect(events[place + 1]?.seq).toBe(last.before === length ? undefined : last.before);
      }),
    );
  });

  it('leaves events without a time without one', () => {
    const events = editSequence(sequenceOf([5, 6], false), { ...noEdits, insert: [{ before: 1, item: 9, actions: 0 }] });
    expect(events.every(({ atMs }) => Number.isNaN(atMs))).toBe(true);
  });
});
