import { describe, expect, it } from 'vitest';
import type { RegisterEvent } from '../../../src/core/register/events.ts';
import { applyDeed, emptyRegister, nameKey, type RegisterState, ruleBroken } from '../../../src/core/register/register-state.ts';

const snapshot = { what: 'snapshot', snapshot: 1, hash: 'h', dataset: 'mails', log: 'mails', run: 3 } as const;
const propose = (policy: number): Extract<RegisterEvent, { what: 'propose' }> => ({
  what: 'propose',
  policy,
  dataset: 'mails',
  snapshot: 1,
  point: 1,
  alpha: 0.5,
  status: 'supported',
  reason: 'more of both',
  guardrails: [{ objective: 'visit', margin: 0.01, low: 0.1, high: 0.2, verdict: 'kept' }],
});
const approve = (policy: number) => ({ what: 'approve', policy, dataset: 'mails' }) as const;
const rollback = (from: number, to: number | 'production') =>
  ({ what: 'rollback', dataset: 'mails', from, to, reason: 'hides rose' }) as const;

const at = '2026-01-01T00:00:00.000Z';
function after(...deeds: readonly (readonly [RegisterEvent, string])[]): RegisterState {
  return deeds.reduce((state, [event, who]) => {
    expect(ruleBroken(state, { event, who, at })).toBeUndefined();
    return applyDeed(state, { event, who, at });
  }, emptyRegister);
}
const states = (state: RegisterState) => [...state.policies.values()].map((policy) => policy.state);
const frozen = [snapshot, 'Ana'] as const;

describe('the register', () => {
  it('goes from proposal to live to superseded, and back again', () => {
    const two = after(frozen, [propose(1), 'Ana'], [approve(1), 'Bo'], [propose(2), 'Bo'], [approve(2), 'Ana']);
    expect(states(two)).toEqual(['superseded', 'live']);
    expect(two.policies.get(1)).toMatchObject({ proposedBy: 'Ana', approvedBy: 'Bo', approvedAt: at });
    const back = applyDeed(two, { event: rollback(2, 1), who: 'Cy', at });
    expect(states(back)).toEqual(['live', 'rolled-back']);
    expect(back.live.get('mails')).toBe(1);
    expect(back.policies.get(2)).toMatchObject({ rolledBackBy: 'Cy', rollbackReason: 'hides rose' });
    const none = applyDeed(back, { event: rollback(1, 'production'), who: 'Cy', at });
    expect(states(none)).toEqual(['rolled-back', 'rolled-back']);
    expect(none.live.size).toBe(0);
  });

  it('takes a policy beside the frontier as it takes a point, and neither both nor none', () => {
    const { point: _, alpha: _alpha, ...bare } = propose(1);
    const beside = { place: 2, name: 'One alpha per cohort', kind: 'cohorts', cohorts: { column: 'tier', cohorts: [] } } as const;
    const state = after(frozen, [{ ...bare, beside }, 'Ana'], [approve(1), 'Bo']);
    expect(state.policies.get(1)).toMatchObject({ state: 'live', beside });
    expect(state.policies.get(1)).not.toHaveProperty('alpha');
    for (const event of [bare, { ...propose(1), beside }])
      expect(ruleBroken(after(frozen), { event, who: 'Ana', at })).toContain('for one policy');
  });

  it.each(['Ana', ' ana ', 'ANA', '\uff21na'])('takes a second name to approve; "%s" is the first again', (who) => {
    const state = after(frozen, [propose(1), 'Ana']);
    expect(ruleBroken(state, { event: approve(1), who, at })).toMatch(/a second person approves/);
    expect(ruleBroken(state, { event: approve(1), who: 'Bo', at })).toBeUndefined();
    expect(nameKey('Ana  Ruiz ')).toBe('ana ruiz');
  });

  it('refuses a proposal without number, snapshot, reason, name, or against a broken guardrail', () => {
    const state = after(frozen);
    const refusal = (changes: Partial<ReturnType<typeof propose>>, who = 'Ana') =>
      ruleBroken(state, { event: { ...propose(1), ...changes }, who, at });
    expect(refusal({})).toBeUndefined();
    expect(refusal({ status: 'refused' })).toMatch(/carries no number/);
    expect(refusal({ snapshot: 2 })).toMatch(/Snapshot 2/);
    expect(refusal({ dataset: 'other' })).toMatch(/Snapshot 1 is not one of other/);
    expect(refusal({ policy: 2 })).toMatch(/out of turn/);
    expect(refusal({ reason: '  ' })).toMatch(/reason/);
    expect(refusal({}, ' ')).toMatch(/name/);
    expect(refusal({ guardrails: [{ objective: 'spend', margin: 0.01, low: -0.3, high: -0.2, verdict: 'broken' }] })).toMatch(
      /spend falls by more than its margin of 1%/,
    );
    expect(refusal({ guardrails: [{ objective: 'spend', margin: 0.01, low: -0.3, high: 0.2, verdict: 'open' }] })).toBeUndefined();
  });

  it('refuses to approve twice or what is not there, and to roll back to what was not approved', () => {
    const live = after(frozen, [propose(1), 'Ana'], [approve(1), 'Bo'], [propose(2), 'Ana']);
    const refusal = (event: RegisterEvent) => ruleBroken(live, { event, who: 'Bo', at });
    expect(refusal(approve(1))).toMatch(/approved already/);
    expect(refusal(approve(9))).toMatch(/no policy 9/);
    expect(refusal(rollback(2, 'production'))).toMatch(/Policy 2 is not live/);
    expect(refusal(rollback(1, 2))).toMatch(/was never approved/);
    expect(refusal(rollback(1, 1))).toMatch(/live already/);
    expect(refusal(rollback(1, 7))).toMatch(/no policy 7/);
    expect(refusal({ ...rollback(1, 'production'), reason: '' })).toMatch(/reason/);
    expect(refusal({ ...rollback(1, 'production'), dataset: 'other' })).toMatch(/not live on other/);
    expect(refusal(rollback(1, 'production'))).toBeUndefined();
  });

  it('does not go back to a policy that was itself taken back', () => {
    const state = after(frozen, [propose(1), 'Ana'], [approve(1), 'Bo'], [propose(2), 'Ana'], [approve(2), 'Bo'], [rollback(2, 1), 'Bo']);
    expect(ruleBroken(state, { event: rollback(1, 2), who: 'Bo', at })).toMatch(/was rolled back itself/);
  });

  it('counts the versions of a weight config', () => {
    const weights = (name: string, version: number) => ({ what: 'weights', name, version, weights: { save: 1 }, reason: 'start' }) as const;
    const state = after([weights('feed', 1), 'Ana'], [weights('feed', 2), 'Ana'], [weights('search', 1), 'Bo']);
    expect(state.weights.map(({ name, version }) => [name, version])).toEqual([
      ['feed', 1],
      ['feed', 2],
      ['search', 1],
    ]);
    const refusal = (event: RegisterEvent) => ruleBroken(state, { event, who: 'Ana', at });
    expect(refusal(weights('feed', 2))).toMatch(/out of turn/);
    expect(refusal({ ...weights('feed', 3), weights: {} })).toMatch(/at least one weight/);
    expect(refusal(snapshot)).toBeUndefined();
    expect(refusal({ ...snapshot, snapshot: 2 })).toMatch(/out of turn/);
  });
});
