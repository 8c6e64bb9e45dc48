import { describe, expect, it } from 'vitest';
import { goTo } from '../../../../src/renderer/features/replay/go-to.ts';

const steps = [
  { at: '2018-09-24T14:30:05.000Z' },
  { at: '2018-09-24T14:45:00.000Z' },
  { at: undefined },
  { at: '2018-09-24T15:10:00.000Z' },
];

describe('go to', () => {
  it('takes a step number from 1', () => {
    expect(goTo('1', steps)).toEqual({ step: 0 });
    expect(goTo(' 4 ', steps)).toEqual({ step: 3 });
    expect(goTo('5', steps)).toEqual({ problem: 'Steps go from 1 to 4' });
    expect(goTo('0', steps)).toHaveProperty('problem');
  });

  it('takes the first step at or after a time', () => {
    expect(goTo('14:30', steps)).toEqual({ step: 0 });
    expect(goTo('14:30:06', steps)).toEqual({ step: 1 });
    expect(goTo('15:00', steps)).toEqual({ step: 3 });
    expect(goTo('2018-09-24 14:45', steps)).toEqual({ step: 1 });
    expect(goTo('2018-09-24', steps)).toEqual({ step: 0 });
  });

  it('says why there is no such step', () => {
    expect(goTo('16:00', steps)).toEqual({ problem: 'No step of this session is at or after that time' });
    expect(goTo('soon', steps)).toHaveProperty('problem');
    expect(goTo('1', [])).toEqual({ problem: 'This session has no steps' });
  });
});
