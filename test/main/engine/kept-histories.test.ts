import { describe, expect, it } from 'vitest';
import { HistoryCache, type HistoryPart, historyKey, type KeptHistory } from '../../../src/main/engine/kept-histories.ts';

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

/** 17 bytes an event for the history and 20 for what is kept of it. */
function kept(rows: readonly number[], model = 'one'): KeptHistory {
  const tensor = () => new Float32Array(rows.length);
  return { model, history: part(rows), keys: tensor(), values: tensor(), states: tensor(), recent: tensor(), users: tensor() };
}
const bytesOfTen = 10 * 37;
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
    expect(cache.find('one', part(ten(0)))?.handle).toBe(handle);
    expect(cache.find('one', part(ten(0).slice(0, 4)))?.handle).toBe(handle);
    const others: readonly HistoryPart[] = [
      part([...ten(0), 10]),
      part(ten(1)),
      part(ten(0), { masked: Uint8Array.from(ten(0), (row) => (row === 3 ? 1 : 0)) }),
      part(ten(0), { actions: new Int32Array(10) }),
      part(ten(0), { gaps: new Float32Array(10) }),
      part(ten(0), { surfaces: new Int32Array(10).fill(1) }),
    ];
    for (const other of others) expect(cache.find('one', other)).toBeUndefined();
    expect(cache.find('two', part(ten(0)))).toBeUndefined();
    expect(cache.state).toMatchObject({ hits: 2, misses: others.length + 1 });
    expect(historyKey('one', part(ten(0)))).not.toBe(historyKey('two', part(ten(0))));
  });

  it('forget a bundle', () => {
    const cache = new HistoryCache(10 * bytesOfTen);
    cache.keep(kept(ten(0)));
    const other = cache.keep(kept(ten(0), 'two'));
    cache.forget('one');
    expect(cache.find('one', part(ten(0)))).toBeUndefined();
    expect(cache.get(other)).toBeDefined();
    expect(cache.state.bytes).toBe(bytesOfTen);
  });
});
