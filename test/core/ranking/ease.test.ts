import { describe, expect, it } from 'vitest';
import { easeItems, fitEase, scoreByEase } from '../../../src/core/ranking/ease.ts';
import type { Profiles } from '../../../src/core/ranking/interactions.ts';
import { RandomStream } from '../../../src/core/random/random-stream.ts';

function profilesOfUsers(users: readonly (readonly number[])[], items: number): Profiles {
  const offsets = [0];
  for (const user of users) offsets.push((offsets.at(-1) ?? 0) + user.length);
  return {
    users: users.length,
    items,
    offsets: Int32Array.from(offsets),
    item: Int32Array.from(users.flat()),
    age: new Int32Array(offsets.at(-1) ?? 0),
  };
}

describe('EASE', () => {
  it.each([1, 3, 4, 7, 18])('inverts the regularised Gram matrix of %i items', (items) => {
    const random = new RandomStream(items, 'ease test');
    const users = Array.from({ length: 30 }, (_, user) =>
      Array.from({ length: items }, (__, item) => item).filter((item) => random.int(user * items + item, 3) === 0),
    );
    const profiles = profilesOfUsers(users, items);
    const lambda = 2.5;
    const fit = fitEase(profiles, easeItems(profiles, 0), lambda);
    let step = fit.next();
    while (step.done !== true) step = fit.next();
    const { inverse } = step.value;
    for (let row = 0; row < items; row++) {
      for (let column = 0; column < items; column++) {
        // (X'X + lambda I) P is the identity.
        let sum = 0;
        for (let k = 0; k < items; k++) {
          const gram = users.filter((user) => user.includes(row) && user.includes(k)).length + (row === k ? lambda : 0);
          sum += gram * (inverse[k * items + column] ?? 0);
        }
        expect(sum).toBeCloseTo(row === column ? 1 : 0, 9);
      }
    }
    const scores = new Float64Array(items);
    scoreByEase(scores, profiles, 0, step.value);
    const own = users[0] ?? [];
    for (let item = 0; item < items; item++) {
      // Steck 2019: B_ij = -P_ij / P_jj, 0 on the diagonal.
      const expected = own.reduce(
        (sum, from) => sum - (from === item ? 0 : (inverse[from * items + item] ?? 0) / (inverse[item * items + item] ?? 1)),
        0,
      );
      expect(scores[item]).toBeCloseTo(expected, 9);
    }
  });

  it('covers items that enough users met, and puts the others below all', () => {
    const profiles = profilesOfUsers(
      [
        [0, 1],
        [0, 1],
        [0, 2],
      ],
      4,
    );
    const covered = easeItems(profiles, 2);
    expect([...covered]).toEqual([0, 1]);
    const fit = fitEase(profiles, covered, 1);
    let step = fit.next();
    while (step.done !== true) step = fit.next();
    const scores = new Float64Array(4);
    scoreByEase(scores, profiles, 2, step.value);
    expect(Math.max(scores[2] ?? 0, scores[3] ?? 0)).toBeLessThan(Math.min(scores[0] ?? 0, scores[1] ?? 0));
  });
});
