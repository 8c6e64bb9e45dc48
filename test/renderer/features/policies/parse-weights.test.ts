import { expect, test } from 'vitest';
import { parseWeights } from '../../../../src/renderer/features/policies/parse-weights.ts';

test('weights are typed as pairs, negative and zero ones too', () => {
  expect(parseWeights('save=1, click = 0.3,hide=-2, long_view=0')).toEqual({
    ok: true,
    weights: { save: 1, click: 0.3, hide: -2, long_view: 0 },
  });
});

test.each(['', 'save', 'save=', '=1', 'save=1=2', 'save=x', 'save=Infinity', 'save=1,', 'save=1, save=2'])(
  'what is no list of weights is said: "%s"',
  (text) => {
    expect(parseWeights(text)).toMatchObject({ ok: false, problem: expect.stringMatching(/Write pairs|twice/) as string });
  },
);
