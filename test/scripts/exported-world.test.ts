import { describe, expect, it } from 'vitest';
import { exportedWorld } from '../../scripts/exported-world.ts';

describe('the world that an export names', () => {
  it('starts at the user it is told to, under another hash', () => {
    const whole = exportedWorld(['small', '7', '40', '30', '/tmp/out']);
    const later = exportedWorld(['small', '7', '40', '30', '/tmp/out', 'from=20']);
    expect(whole).toMatchObject({ firstUser: 0, users: 40, slateUsers: 30 });
    expect(later).toMatchObject({ firstUser: 20, users: 40, slateUsers: 30 });
    expect(later.hash).not.toBe(whole.hash);
    expect(later.world.catalogue.items).toEqual(whole.world.catalogue.items);
  });

  it('leaves the plant out in whatever order the words come', () => {
    const found = exportedWorld(['small', '7', '40', '30', '/tmp/out', 'from=20', 'without-closeup']);
    expect(found.firstUser).toBe(20);
    expect(found.world.recipe.sequence.saveAfterCloseup).toBe(1);
  });

  it.each(['from=40', 'from=-1', 'from=x'])('refuses %s of 40 users', (word) => {
    expect(() => exportedWorld(['small', '7', '40', '30', '/tmp/out', word])).toThrow(RangeError);
  });
});
