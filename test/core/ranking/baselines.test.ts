import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Interactions, profilesOf } from '../../../src/core/ranking/interactions.ts';
import { NeighbourBuilder, scoreByNeighbours } from '../../../src/core/ranking/item-neighbours.ts';
import { targetRank } from '../../../src/core/ranking/target-rank.ts';

const items = 6;
const histories = fc.array(fc.array(fc.tuple(fc.integer({ min: 0, max: items - 1 }), fc.boolean()), { maxLength: 8 }), {
  minLength: 1,
  maxLength: 8,
});

function toInteractions(users: readonly (readonly (readonly [number, boolean])[])[]): Interactions {
  const offsets = [0];
  for (const user of users) offsets.push((offsets.at(-1) ?? 0) + user.length);
  const events = users.flat();
  return {
    users: users.length,
    items,
    offsets: Int32Array.from(offsets),
    item: Int32Array.from(events, ([item]) => item),
    positive: Uint8Array.from(events, ([, positive]) => Number(positive)),
  };
}

describe('profiles', () => {
  it('hold distinct items, newest first, with ages counted in events of either kind', () => {
    const interactions = toInteractions([
      [
        [1, true],
        [2, false],
        [1, false],
        [3, true],
      ],
      [[5, true]],
    ]);
    const all = profilesOf(interactions, Int32Array.of(4, 5), 'all', 10);
    expect(Array.from(all.item)).toEqual([3, 1, 2, 5]);
    expect(Array.from(all.age)).toEqual([0, 1, 2, 0]);
    const positive = profilesOf(interactions, Int32Array.of(3, 4), 'positive', 10);
    expect(Array.from(positive.item)).toEqual([1]);
    expect(Array.from(positive.age)).toEqual([2]);
    expect(Array.from(profilesOf(interactions, Int32Array.of(4, 5), 'all', 2).item)).toEqual([3, 1, 5]);
  });
});

describe('item neighbours', () => {
  it('are those of the plain definition of shrunk cosine', () => {
    fc.assert(
      fc.property(histories, fc.constantFrom(0, 10), (users, shrink) => {
        const interactions = toInteractions(users);
        const profiles = profilesOf(interactions, interactions.offsets.slice(1), 'all', 100);
        const builder = new NeighbourBuilder(profiles, [shrink], items);
        for (let item = 0; item < items; item++) builder.fill(item);
        const sets = users.map((user) => new Set(user.map(([item]) => item)));
        const count = (...wanted: number[]) => sets.filter((set) => wanted.every((item) => set.has(item))).length;
        for (let item = 0; item < items; item++) {
          const expected = Array.from({ length: items }, (_, other) => ({
            other,
            value: count(item, other) / (Math.sqrt(count(item) * count(other)) + shrink),
          }))
            .filter(({ other, value }) => other !== item && value > 0)
            .toSorted((left, right) => right.value - left.value || left.other - right.other);
          const found = Array.from(builder.tables[0]?.item.subarray(item * items, (item + 1) * items) ?? []).filter((other) => other >= 0);
          expect(found).toEqual(expected.map(({ other }) => other));
          expected.forEach(({ value }, place) => expect(builder.tables[0]?.similarity[item * items + place]).toBeCloseTo(value, 6));
        }
      }),
    );
  });

  it('count half after a half-life, and only as many as asked for', () => {
    const interactions = toInteractions([
      [
        [0, true],
        [1, true],
      ],
      [
        [0, true],
        [2, true],
        [3, true],
      ],
    ]);
    const profiles = profilesOf(interactions, interactions.offsets.slice(1), 'all', 100);
    const builder = new NeighbourBuilder(profiles, [0], items);
    for (let item = 0; item < items; item++) builder.fill(item);
    const table = builder.tables[0];
    if (table === undefined) throw new Error('no table');
    const plain = new Float64Array(items);
    scoreByNeighbours(plain, profiles, 0, table, { from: 0, to: items }, undefined);
    // Item 2 neighbours item 0 alone (of user 0's items): 1 / sqrt(2 * 1).
    expect(plain[2]).toBeCloseTo(Math.SQRT1_2, 6);
    const decayed = new Float64Array(items);
    scoreByNeighbours(decayed, profiles, 0, table, { from: 0, to: items }, 1);
    expect(decayed[2]).toBeCloseTo(Math.SQRT1_2 / 2, 6);
    const first = new Float64Array(items);
    scoreByNeighbours(first, profiles, 0, table, { from: 0, to: 1 }, undefined);
    expect([first[1], first[2], first[3]].map((score) => (score ?? 0) > 0)).toEqual([true, false, false]);
    scoreByNeighbours(first, profiles, 0, table, { from: 1, to: items }, undefined);
    expect(first).toEqual(plain);
  });
});

describe('the rank of a target', () => {
  it('is its place in the order of scores among what is allowed', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 0, max: 3 }), fc.boolean()), { minLength: 1, maxLength: 12 }),
        fc.nat(),
        (rows, pick) => {
          const target = pick % rows.length;
          const order = rows
            .map(([score, left], item) => ({ score, left, item }))
            .filter(({ left }) => !left)
            .toSorted((first, second) => second.score - first.score || first.item - second.item);
          const rank = targetRank(
            Float64Array.from(rows, ([score]) => score),
            target,
            Uint8Array.from(rows, ([, left]) => Number(left)),
          );
          expect(rank).toBe(1 + order.findIndex(({ item }) => item === target));
        },
      ),
    );
    expect(targetRank(Float64Array.of(5, 4, 3, 2), 3, new Uint8Array(4), 2)).toBe(3);
    expect(targetRank(Float64Array.of(1), -1, Uint8Array.of(0))).toBe(0);
  });
});
