import { describe, expect, it } from 'vitest';
import { AdLabels, flipChance } from '../../../src/core/world/ad-labels.ts';
import { HiddenFactor, itemClasses, pairRatings } from '../../../src/core/world/hidden-factor.ts';
import { itemCodes } from '../../../src/core/world/item-codes.ts';
import { middleOf } from '../../../src/core/world/population.ts';
import { worldRecipe } from '../../../src/core/world/recipe.ts';
import { makeWorld } from '../../../src/core/world/world.ts';

const recipe = worldRecipe('demo');
const world = makeWorld(recipe, 7);
const { items } = world.catalogue;

describe('10: semantic codes', () => {
  const codes = itemCodes(world);
  const { levels, size } = recipe.catalogue.codes;
  const prefix = (item: number, length: number) => codes.subarray(item * levels, item * levels + length).join('-');

  it('are four of 64 for every item, the same every time', () => {
    expect(codes).toHaveLength(items.length * levels);
    expect(codes.every((code) => code < size)).toBe(true);
    expect(itemCodes(world)).toEqual(codes);
  });

  it('say the middle topic with the first, and the leaf with the first two', () => {
    const pairs = (length: number, said: (topic: number) => number) =>
      new Set(items.map(({ index, topic }) => `${prefix(index, length)} ${said(topic)}`)).size;
    const prefixes = (length: number) => new Set(items.map(({ index }) => prefix(index, length))).size;
    expect(pairs(1, middleOf)).toBe(48);
    expect(prefixes(1)).toBe(48);
    expect(pairs(2, (topic) => topic)).toBe(prefixes(2));
  });

  it('differ between near-duplicates in the last code alone', () => {
    for (const { index, nearDuplicateOf } of items)
      if (nearDuplicateOf !== undefined) expect(prefix(index, levels - 1)).toBe(prefix(nearDuplicateOf, levels - 1));
  });
});

describe('17: labels of ads', () => {
  it('belong to a request and a position, whatever was asked before', () => {
    const labels = new AdLabels(world);
    const first = labels.label(11, 2, 40);
    labels.label(12, 0, 41);
    expect(labels.label(11, 2, 40)).toEqual(first);
    expect(first.reported).toHaveLength(recipe.ads.conversions.epsilons.length);
  });

  it('are flipped with the chance that the budget asks for', () => {
    expect([1, 3, 6].map(flipChance)).toEqual([1, 3, 6].map((epsilon) => expect.closeTo(1 / (1 + Math.exp(epsilon)), 12)));
    const labels = new AdLabels(world);
    const rows = 20_000;
    const flips = recipe.ads.conversions.epsilons.map(() => 0);
    for (let row = 0; row < rows; row += 1) {
      const { converted, reported } = labels.label(row, row % 4, row % items.length);
      reported.forEach((yes, place) => (flips[place] = (flips[place] ?? 0) + (yes === converted ? 0 : 1)));
    }
    recipe.ads.conversions.epsilons.forEach((epsilon, place) => {
      const chance = flipChance(epsilon);
      expect(Math.abs((flips[place] ?? 0) / rows - chance)).toBeLessThan(4 * Math.sqrt((chance * (1 - chance)) / rows));
    });
  });
});

describe('19: the hidden factor', () => {
  const classes = itemClasses(world);

  it('goes by class: near-duplicates share theirs, and items of a class lie together', () => {
    for (const { index, nearDuplicateOf } of items)
      if (nearDuplicateOf !== undefined) expect(classes[index]).toBe(classes[nearDuplicateOf]);
    const factor = new HiddenFactor(world, classes);
    const { within } = recipe.catalogue.factor;
    const own = items.filter(({ index }) => classes[index] === 3).map(({ index }) => factor.of(index));
    const mean = own.reduce((sum, value) => sum + value, 0) / own.length;
    const spread = Math.sqrt(own.reduce((sum, value) => sum + (value - mean) * (value - mean), 0) / own.length);
    expect(Math.abs(spread - within)).toBeLessThan(0.03);
  });

  it('is known from 200 ratings of two items, half of them of one class', () => {
    const pairs = pairRatings(world, classes);
    expect(pairs).toHaveLength(200);
    expect(pairs.filter(({ one, other }) => classes[one] === classes[other]).length).toBeGreaterThanOrEqual(100);
    for (const { one, other } of pairs) expect(one).not.toBe(other);
  });
});
