import { describe, expect, it } from 'vitest';
import { readProbabilities } from '../../../../src/renderer/features/tuning/target-probabilities.ts';

describe('typed probabilities', () => {
  it('are numbers or fractions, however they are separated', () => {
    expect(readProbabilities('0.5, 0.25\n0.25', 3)).toEqual({ type: 'target', probabilities: [0.5, 0.25, 0.25] });
    expect(readProbabilities('1/3 1/3 1/3', 3)).toMatchObject({ type: 'target' });
  });

  it.each([
    ['0.5 0.5', 3, 'Type 3 probabilities, one per arm; 2 are given.'],
    ['0.5 0.6', 2, 'The probabilities sum to 1.1; they must sum to 1.'],
    ['1.5 -0.5', 2, '1.5 is not a probability between 0 and 1.'],
    ['a 1', 2, 'a is not a probability between 0 and 1.'],
    ['1/2/3 0', 2, '1/2/3 is not a probability between 0 and 1.'],
    ['1/0 0', 2, '1/0 is not a probability between 0 and 1.'],
  ])('%j for %i arms is refused in words', (text, arms, message) => {
    expect(readProbabilities(text, arms)).toEqual({ type: 'problem', message });
  });
});
