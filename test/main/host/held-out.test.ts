import { describe, expect, it } from 'vitest';
import type { UserSequence } from '../../../src/core/session/user-sequence.ts';
import { heldOut } from '../../../src/main/host/ranking/held-out.ts';

/** Actions: bit 0 = view, bit 1 = like (positive). */
function sequence(actions: readonly number[], atMs: readonly number[]): UserSequence {
  const length = actions.length;
  return {
    user: 0,
    firstSeq: 0,
    item: Int32Array.from(actions, (_, index) => index),
    actions: Int32Array.from(actions),
    atMs: Float64Array.from(atMs),
    session: new Int32Array(length),
    surface: new Int16Array(length).fill(-1),
    dwellMs: new Float32Array(length).fill(Number.NaN),
    value: new Float32Array(length).fill(Number.NaN),
    text: [],
  };
}

describe('what is held out of a user', () => {
  it('is the last positive event and what follows it; the history is what stands before it', () => {
    expect(heldOut(sequence([1, 2, 1, 3, 1, 1], [10, 20, 30, 40, 50, 60]), 2, 'leave-last-out', 0)).toEqual({
      historyEnd: 3,
      target: 3,
      heldOutEnd: 6,
      tied: false,
    });
  });

  it('breaks ties in time by file order and says that it did', () => {
    const held = heldOut(sequence([1, 2, 2, 1], [10, 20, 20, 30]), 2, 'leave-last-out', 0);
    expect(held).toMatchObject({ target: 2, tied: true });
    expect(heldOut(sequence([1, 2, 1], [10, 20, 20]), 2, 'leave-last-out', 0)).toMatchObject({ target: 1, tied: true });
    // Untimed events never tie.
    expect(heldOut(sequence([1, 2], [Number.NaN, Number.NaN]), 2, 'leave-last-out', 0)).toMatchObject({ target: 1, tied: false });
  });

  it('is the first positive event at or after the cut in a temporal split, with nothing after the cut in the history', () => {
    expect(heldOut(sequence([2, 1, 1, 2, 2], [10, 20, 30, 40, 50]), 2, 'temporal', 30)).toEqual({
      historyEnd: 2,
      target: 3,
      heldOutEnd: 5,
      tied: false,
    });
    expect(heldOut(sequence([2, 2], [10, 20]), 2, 'temporal', 30)).toBeUndefined();
    expect(heldOut(sequence([2, 2], [40, 50]), 2, 'temporal', 30)).toBeUndefined();
  });

  it('is nothing where no positive event has a history', () => {
    expect(heldOut(sequence([2, 1], [10, 20]), 2, 'leave-last-out', 0)).toBeUndefined();
    expect(heldOut(sequence([1, 1], [10, 20]), 2, 'leave-last-out', 0)).toBeUndefined();
  });
});
