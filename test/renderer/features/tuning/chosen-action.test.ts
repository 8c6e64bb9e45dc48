import { expect, test } from 'vitest';
import { chosenAction } from '../../../../src/renderer/features/tuning/chosen-action.ts';

const explanation = {
  surfaces: [
    [1, 3, 2],
    [30, 10, 25],
  ],
  divisors: [1, 10],
};

test('the ends of alpha take the best action of one objective, the middle weighs them in units of their divisors', () => {
  expect(chosenAction(explanation, 0, undefined)).toBe(1);
  expect(chosenAction(explanation, 1, undefined)).toBe(0);
  expect(chosenAction(explanation, [0.5, 0.5], undefined)).toBe(2);
});

test('among equal actions production stays', () => {
  const even = {
    surfaces: [
      [1, 1, 1],
      [2, 2, 2],
    ],
    divisors: [1, 1],
  };
  expect([chosenAction(even, 0.5, 2), chosenAction(even, 0.5, undefined)]).toEqual([2, 0]);
  expect(chosenAction({ surfaces: [[], []], divisors: [1, 1] }, 0.5, undefined)).toBeUndefined();
});
