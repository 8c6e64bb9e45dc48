import { describe, expect, it } from 'vitest';
import type { HistoryPart } from '../../../src/main/engine/history-part.ts';
import { continueHistory, HistoryCache, historyKey } from '../../../src/main/engine/kept-histories.ts';
import { type KeptHistory, rowAt, type Stretch, writeHeads } from '../../../src/main/engine/kept-history.ts';

function part(rows: readonly number[], change: Partial<HistoryPart> = {}): HistoryPart {
  return {
    rows: Int32Array.from(rows),
    actions: Int32Array.from(rows, (row) => row % 2),
    masked: new Uint8Array(rows.length),
    gaps: Float32Array.from(rows, (_, event) => event),
    surfaces: new Int32Array(rows.length),
    ...change,
  };
}

/** One layer, one head, width 1: 20 bytes an event. Every number tells its item. */
function stretch(rows: readonly number[]): Stretch {
  const tensor = () => Float32Array.from(rows);
  return { events: rows.length, keys: [tensor()], values: [tensor()], states: tensor(), recent: tensor(), users: tensor() };
}

function kept(rows: readonly number[], model = 'one'): KeptHistory {
  return continueHistory(undefined, model, part(rows), stretch(rows));
}
const bytesOfTen = 10 * 20;
const ten = (first: number) => Array.from({ length: 10 }, (_, event) => first + event);

describe('kept histories', () => {
  it('hold at most their bytes and drop the one used longest ago', () => {
    const cache = new HistoryCache(2 * bytesOfTen);
    const first = cache.keep(kept(ten(0)));
    const second = cache.keep(kept(ten(100)));
    expect(cache.state).toMatchObject({ histories: 2, bytes: 2 * bytesOfTen });
    expect(cache.get(first)).toBeDefined();
    const third = cache.keep(kept(ten(200)));
    expect([first, second, third].map((handle) => cache.get(handle) !== undefined)).toEqual([true, false, true]);
    expect(cache.state.bytes).toBe(2 * bytesOfTen);
    cache.keep(kept(ten(200)));
    expect(cache.state).toMatchObject({ histories: 2, bytes: 2 * bytesOfTen });
  });

  it('never grow beyond their bytes for one that is larger', () => {
    const cache = new HistoryCache(bytesOfTen - 1);
    const handle = cache.keep(kept(ten(0)));
    expect(cache.get(handle)).toBeUndefined();
    expect(cache.state).toMatchObject({ histories: 0, bytes: 0 });
  });

  it('find a history and every beginning of it, but nothing that differs in one field or bundle', () => {
    const cache = new HistoryCache(10 * bytesOfTen);
    const handle = cache.keep(kept(ten(0)));
    expect(cache.find('one', part(ten(0)), 1)?.handle).toBe(handle);
    expect(cache.find('one', part(ten(0).slice(0, 4)), 1)?.handle).toBe(handle);
    const others: readonly HistoryPart[] = [
      part([...ten(0), 10]),
      part(ten(1)),
      part(ten(0), { masked: Uint8Array.from(ten(0), (row) => (row === 3 ? 1 : 0)) }),
      part(ten(0), { actions: new Int32Array(10) }),
      part(ten(0), { gaps: new Float32Array(10) }),
      part(ten(0), { surfaces: new Int32Array(10).fill(1) }),
    ];
    for (const other of others) expect(cache.find('one', other, 11)).toBeUndefined();
    expect(cache.find('two', part(ten(0)), 1)).toBeUndefined();
    expect(cache.state).toMatchObject({ hits: 2, misses: others.length + 1 });
    expect(historyKey('one', part(ten(0)))).not.toBe(historyKey('two', part(ten(0))));
  });

  it('find the longest beginning that a history shares with a kept one, and hold what both have once', () => {
    const cache = new HistoryCache(10 * bytesOfTen);
    const first = cache.keep(kept(ten(0)));
    cache.keep(kept([0, 1, 99, 98]));
    const edited = part([0, 1, 2, 3, 50, 51]);
    expect(cache.find('one', edited, 5)).toBeUndefined();
    const found = cache.find('one', edited, 4);
    expect(found).toMatchObject({ handle: first, events: 4 });
    const whole = continueHistory(found, 'one', edited, stretch([50, 51]));
    const handle = cache.keep(whole);
    expect(cache.state).toMatchObject({ histories: 3, bytes: bytesOfTen + 4 * 20 + 2 * 20, continued: 1, misses: 1, hits: 0 });
    expect(Array.from({ length: 6 }, (_, position) => rowAt(whole, 'states', position)[0])).toEqual([0, 1, 2, 3, 50, 51]);
    const keys = new Float32Array(8);
    writeHeads(whole, 'keys', 0, 6, 1, keys, 1, 7);
    expect([...keys]).toEqual([0, 0, 1, 2, 3, 50, 51, 0]);
    // Its own beginning goes on in turn, from two stretches.
    const again = part([0, 1, 2, 3, 50, 7]);
    const next = continueHistory(cache.find('one', again, 1), 'one', again, stretch([7]));
    expect(next.pieces.map(({ events }) => events)).toEqual([4, 1, 1]);
    expect(rowAt(next, 'users', 5)[0]).toBe(7);
    expect(cache.get(handle)).toBeDefined();
  });

  it('hold the beginning of a history as long as one that continues it', () => {
    const cache = new HistoryCache(bytesOfTen + 2 * 20);
    const first = cache.keep(kept(ten(0)));
    const edited = part([...ten(0), 50]);
    cache.keep(continueHistory(cache.find('one', edited, 1), 'one', edited, stretch([50])));
    const last = cache.keep(kept([200, 201]));
    expect(cache.get(first)).toBeUndefined();
    expect(cache.get(last)).toBeDefined();
    expect(cache.state.bytes).toBeLessThanOrEqual(bytesOfTen + 2 * 20);
  });

  it('forget a bundle', () => {
    const cache = new HistoryCache(10 * bytesOfTen);
    cache.keep(kept(ten(0)));
    const other = cache.keep(kept(ten(0), 'two'));
    cache.forget('one');
    expect(cache.find('one', part(ten(0)), 1)).toBeUndefined();
    expect(cache.get(other)).toBeDefined();
    expect(cache.state.bytes).toBe(bytesOfTen);
  });
});
