import { describe, expect, it } from 'vitest';
import { makeCatalogue } from '../../../../src/core/world/catalogue.ts';
import { itemText } from '../../../../src/core/world/catalogue/item-text.ts';
import { topicShape } from '../../../../src/core/world/item.ts';
import { makeUser } from '../../../../src/core/world/population.ts';
import { worldRecipe } from '../../../../src/core/world/recipe.ts';

const recipe = worldRecipe('demo');
const catalogue = makeCatalogue(recipe, 7);
const { boards, itemBoards, leaves, creatorNames, items } = catalogue;

describe('topics', () => {
  it('all have items, enough for a slate', () => {
    expect(leaves).toHaveLength(topicShape.leaves);
    const sizes = leaves.map((leaf) => leaf.items.length);
    expect(Math.min(...sizes)).toBeGreaterThan(recipe.ranker.slate);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(recipe.catalogue.items);
    // No part of the tree is thin: each top topic has at least a twentieth.
    for (let top = 0; top < topicShape.tops; top += 1) {
      const own = sizes.slice(top * 30, (top + 1) * 30).reduce((sum, size) => sum + size, 0);
      expect(own / recipe.catalogue.items).toBeGreaterThan(0.05);
    }
  });
});

describe('16: boards', () => {
  it('hold items of their own topic but for the planted share of strays', () => {
    const on = itemBoards.flatMap((own, item) => own.map((board) => boards[board]?.topic === catalogue.topic[item]));
    expect(Math.abs(on.filter(Boolean).length / on.length - recipe.catalogue.boards.purity)).toBeLessThan(0.01);
  });

  it('are one to three for every item, without repeats', () => {
    expect(itemBoards).toHaveLength(items.length);
    const { most } = recipe.catalogue.boards;
    expect(itemBoards.filter((own) => own.length < 1 || own.length > most || new Set(own).size < own.length)).toEqual([]);
  });

  it('cover every topic and lie within the interests of their owners', () => {
    expect(new Set(boards.map(({ topic }) => topic)).size).toBe(topicShape.leaves);
    for (const { topic, owner } of boards.slice(topicShape.leaves, topicShape.leaves + 200))
      expect(makeUser(recipe, 7, owner).interests.map(({ leaf }) => leaf)).toContain(topic);
  });

  it('are the same in every preset with the same catalogue', () => {
    expect(makeCatalogue(worldRecipe('small'), 7).itemBoards).toEqual(itemBoards);
    expect(makeCatalogue(recipe, 8).itemBoards).not.toEqual(itemBoards);
  });
});

describe('names', () => {
  it('no two creators share one', () => {
    expect(new Set(creatorNames).size).toBe(recipe.catalogue.creators);
    expect(creatorNames.every((name) => /^[A-Z][A-Za-z &]+( \d)?$/.test(name))).toBe(true);
  });

  it('nearly every title of the real catalogue is distinct, but for copies', () => {
    const titles = items.filter(({ nearDuplicateOf }) => nearDuplicateOf === undefined).map((item) => itemText(item).title);
    expect(new Set(titles).size / titles.length).toBeGreaterThan(0.97);
  });
});
