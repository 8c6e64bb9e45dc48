import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defaultWeights } from '../../../src/core/utility/default-weights.ts';

import { utilities } from '../../../src/core/utility/utility.ts';
import { weightsInOrder } from '../../../src/core/utility/weights-in-order.ts';

describe('utilities', () => {
  it('multiplies weight and head and sums them per candidate', () => {
    const { contributions, utility } = utilities([0.5, 0.25, 1, 0], [2, -4]);
    expect(Array.from(contributions)).toEqual([1, -1, 2, -0]);
    expect(Array.from(utility)).toEqual([0, 2]);
  });

  it('is linear in the weights', () => {
    const probability = fc.float({ min: 0, max: 1, noNaN: true });
    const weight = fc.integer({ min: -8, max: 8 });
    fc.assert(
      fc.property(fc.array(fc.tuple(probability, probability), { minLength: 1 }), weight, weight, (rows, first, second) => {
        const heads = rows.flat();
        const sum = utilities(heads, [first, second]).utility;
        const left = utilities(heads, [first, 0]).utility;
        const right = utilities(heads, [0, second]).utility;
        sum.forEach((value, index) => expect(value).toBeCloseTo((left[index] ?? 0) + (right[index] ?? 0), 10));
      }),
    );
  });
});

describe('weights', () => {
  it('puts weights in the order of the heads and refuses names that are none', () => {
    expect(weightsInOrder(['view', 'save'], { save: 2 })).toEqual({ type: 'weights', weights: [0, 2] });
    expect(weightsInOrder(['view', 'save'], { click: 2 })).toEqual({
      type: 'problem',
      message: 'There is no head click; this bundle has view, save.',
    });
    expect(weightsInOrder(['view'], { toString: 1 })).toMatchObject({ type: 'problem' });
  });

  it('defaults to the positive heads, or to what the bundle names', () => {
    expect(defaultWeights(['view', 'save'], new Set(['save']))).toEqual([0, 1]);
    expect(defaultWeights(['view', 'save'], new Set())).toEqual([1, 1]);
    expect(defaultWeights(['view', 'save'], new Set(['save']), { view: 0.5 })).toEqual([0.5, 0]);
  });
});
