import { expect, test } from 'vitest';
import { bestMix } from '../../../src/core/policy/best-mix.ts';

test('two objectives: the mix of two actions that comes closest in the worse one', () => {
  const mix = bestMix(
    [
      [0, 2],
      [2, 0],
      [0.5, 0.5],
    ],
    [1.5, 1.5],
    [1, 1],
  );
  expect(mix).toEqual({ one: 0, two: 1, share: 0.5 });
});

test('gaps count in units of each objective', () => {
  // The first objective is measured in hundreds: its shortfall weighs little.
  const mix = bestMix(
    [
      [0, 2],
      [200, 0],
    ],
    [100, 2],
    [100, 1],
  );
  expect(mix?.share).toBeCloseTo(3 / 4, 12);
});

test('an action that is best in both stands alone, as with three objectives the best single one does', () => {
  expect(
    bestMix(
      [
        [1, 1],
        [3, 3],
      ],
      [2, 2],
      [1, 1],
    ),
  ).toEqual({ one: 1, two: 1, share: 1 });
  expect(
    bestMix(
      [
        [4, 0, 4],
        [1, 1, 1],
      ],
      [1, 1, 1],
      [1, 1, 1],
    ),
  ).toEqual({ one: 1, two: 1, share: 1 });
  expect(bestMix([], [1, 1], [1, 1])).toBeUndefined();
});
