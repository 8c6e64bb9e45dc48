import { describe, expect, it } from 'vitest';
import { headColor, headColorCount, headSlots, preferredSlot } from '../../../src/renderer/ui/head-color.ts';

describe('head colours', () => {
  it('depend on the name and not on its spelling in a source', () => {
    expect(preferredSlot('is_like')).toBe(preferredSlot('Like'));
  });

  it('are the same alone and in a list without a clash', () => {
    const heads = ['click', 'like', 'long_view'];
    for (const head of heads) expect(headColor(head, heads)).toBe(headColor(head));
  });

  it('differ within one bundle as long as there are enough', () => {
    const heads = ['click', 'visit', 'rate', 'share', 'tag', 'alpha', 'beta', 'gamma'];
    expect(new Set(headSlots(heads).values()).size).toBe(headColorCount);
  });

  it('stay inside the palette with more heads than colours', () => {
    const heads = Array.from({ length: 20 }, (_, index) => `head ${index}`);
    for (const slot of headSlots(heads).values()) expect(slot).toBeLessThan(headColorCount);
  });
});
