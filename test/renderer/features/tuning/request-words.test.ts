import { expect, test } from 'vitest';
import type { ChoiceGround } from '../../../../src/core/serving/explained-choice.ts';
import { answerSentence, groundSentence } from '../../../../src/renderer/features/tuning/request-words.ts';

const objectives = ['save', 'long_view'];
const words = (ground: ChoiceGround) => groundSentence({ ground }, { objectives });

test('each kind of policy says where an action came from', () => {
  expect(words({ type: 'alpha', alpha: 0.25 })).toContain('weighed save 75%, long view 25%');
  expect(words({ type: 'alpha', alpha: [0.5, 0.5], method: 'chebyshev' })).toMatch(/^Its largest shortfall/);
  expect(words({ type: 'preference' })).toContain('own net');
  const weights = [
    { reward: 'revenue', weight: 1 },
    { reward: 'hide', weight: -2 },
  ];
  expect(words({ type: 'rewards', weights })).toBe('It has the highest predicted 1.0 revenue \u2212 2.0 hide.');
  expect(words({ type: 'static' })).toContain('the same action');
});

test('a cohort has an alpha, stays with production, or has no alpha of its own', () => {
  const cohort = { type: 'cohort', column: 'user_tier', value: 'CORE' } as const;
  expect(words({ ...cohort, alpha: 0.4, listed: true })).toMatch(/^Its user tier is CORE, and that cohort has alpha 0\.40: .*save 60%/);
  expect(words({ ...cohort, listed: true })).toContain('stays with production');
  expect(words({ ...cohort, value: null, listed: false })).toBe(
    'Its user tier is missing, which has no alpha of its own, so it gets production.',
  );
});

test('what a request gets is held against production where there is one', () => {
  expect(answerSentence('save x2', 3, 3)).toBe('It gets save x2, as under production.');
  expect(answerSentence('save x2', 3, 1)).toContain('in place of production');
  expect(answerSentence('save x2', 3, undefined)).toBe('It gets save x2.');
});
