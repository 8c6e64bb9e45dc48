import { expect, test } from 'vitest';
import { actionOf, type NetChoice } from '../../../src/core/serving/net-choice.ts';
import { mechanismOf } from '../../../src/main/host/register/mechanism.ts';
import { cohortPolicy, samplePolicy, sampleSnapshot } from '../../core/register/sample.ts';

/** A net as far as its heads are concerned; it also predicts a reward that is not swept. */
const model = { kind: 'network', objectives: ['hide', 'spend', 'visit'] };
const learned = { kind: 'network', note: '', model } as const;

function choiceUnder(snapshot: Parameters<typeof mechanismOf>[0], choice: Parameters<typeof mechanismOf>[1]): NetChoice | undefined {
  const mechanism = mechanismOf(snapshot, choice);
  return mechanism?.type === 'net' ? mechanism.choice : undefined;
}

test('weights go to the heads of the net by name, and rewards that are not swept have no say', () => {
  const choice = choiceUnder(sampleSnapshot({ learned }), { point: 1, alpha: 0.5 });
  expect(choice).toEqual({ type: 'same', weights: [0, 0.5 / 1.5, 0.5 / 0.3], rule: 'sum' });
  // Two actions of three heads: the first is hidden often, and the second earns less.
  const q = [9, 1, 1, 0, 0.5, 0.5];
  expect(choice === undefined ? undefined : actionOf(choice, q, {})).toBe(0);
});

test('a policy beside the frontier reads its own net, the sweep’s or none', () => {
  const own = samplePolicy('DRL-PUT', 'drl-put', { type: 'network', model: { ...model, objectives: ['preference'] }, weights: [1] });
  const argmax = samplePolicy('Q-argmax', 'other', { type: 'network', weights: [-1, 2] });
  const snapshot = sampleSnapshot({ learned, policies: [own, argmax, cohortPolicy, samplePolicy('old', 'other')] });
  const beside = (place: number) => choiceUnder(snapshot, { beside: { place, ...nameOf(place) } });
  const nameOf = (place: number) => {
    const { name = '', kind = 'other' } = snapshot.result.policies?.[place] ?? {};
    return { name, kind };
  };
  expect(beside(0)).toEqual({ type: 'same', weights: [1], rule: 'sum' });
  expect(beside(1)).toEqual({ type: 'same', weights: [-1, 2, 0], rule: 'sum' });
  expect(beside(2)).toMatchObject({
    type: 'cohorts',
    column: 'tier',
    otherwise: 0,
    cohorts: [{ value: 'a', weights: [0, 0.3 / 1.5, 0.7 / 0.3] }, { value: 'b' }],
  });
  expect(beside(3)).toBeUndefined();
  // Another name at the place is another policy.
  expect(choiceUnder(snapshot, { beside: { place: 0, name: 'Q-argmax', kind: 'other' } })).toBeUndefined();
  expect(mechanismOf(sampleSnapshot({ learner: 'static' }), { point: 1, alpha: 0.5 })).toMatchObject({
    type: 'static',
    action: { index: 0 },
  });
});
