import { itemCodes } from '../../world/item-codes.ts';
import type { World } from '../../world/world.ts';
import type { WorldFigure } from './world-check.ts';

/** Items of a prefix under which it counts as rare. */
const rareItems = 5;
/** Weight of the whole catalogue's share of a code beside the counts under one prefix. */
const prior = 40;

/** Share of the prefixes of two codes, among those in use, that hold under 5 items. */
export function* rarePrefixes(world: World): Generator<void, WorldFigure> {
  const { levels, size } = world.recipe.catalogue.codes;
  const codes = itemCodes(world);
  yield;
  const items = new Map<number, number>();
  for (let at = 0; at < codes.length; at += levels) {
    const prefix = (codes[at] ?? 0) * size + (codes[at + 1] ?? 0);
    items.set(prefix, (items.get(prefix) ?? 0) + 1);
  }
  const counts = [...items.values()];
  const largest = Math.max(...counts);
  return {
    value: counts.filter((count) => count < rareItems).length / counts.length,
    detail: `${counts.length} prefixes; the largest holds ${largest} items.`,
  };
}

/**
 * Bits that knowing the codes before saves on the third and fourth code of an item, against the shares of each code alone: counted on every other item,
 * valued on the others.
 */
export function* bitsFromContext(world: World): Generator<void, WorldFigure> {
  const { levels, size } = world.recipe.catalogue.codes;
  const codes = itemCodes(world);
  const saved: number[] = [];
  for (let level = 2; level < levels; level += 1) {
    yield;
    const alone = new Float64Array(size).fill(1);
    const under = new Map<number, Float64Array>();
    const total = new Map<number, number>();
    const each = (half: number, visit: (prefix: number, code: number) => void) => {
      for (let item = half; item * levels < codes.length; item += 2) {
        let prefix = 0;
        for (let before = 0; before < level; before += 1) prefix = prefix * size + (codes[item * levels + before] ?? 0);
        visit(prefix, codes[item * levels + level] ?? 0);
      }
    };
    each(0, (prefix, code) => {
      alone[code] = (alone[code] ?? 0) + 1;
      const counts = under.get(prefix) ?? new Float64Array(size);
      counts[code] = (counts[code] ?? 0) + 1;
      under.set(prefix, counts);
      total.set(prefix, (total.get(prefix) ?? 0) + 1);
    });
    const all = alone.reduce((sum, count) => sum + count, 0);
    let bits = 0;
    let items = 0;
    each(1, (prefix, code) => {
      const share = (alone[code] ?? 0) / all;
      const known = ((under.get(prefix)?.[code] ?? 0) + prior * share) / ((total.get(prefix) ?? 0) + prior);
      bits += Math.log2(known / share);
      items += 1;
    });
    saved.push(bits / items);
  }
  const words = saved.map((bits, place) => `code ${place + 3}: ${bits.toFixed(2)}`);
  return { value: saved.reduce((sum, bits) => sum + bits, 0), detail: `${words.join(', ')} bits.` };
}
