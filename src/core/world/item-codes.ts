import { exponential, logarithm } from './elementary.ts';
import { topicShape } from './item.ts';
import { KeyedRandom } from './keyed-random.ts';
import { middleOf } from './population.ts';
import type { World } from './world.ts';

/**
 * Hidden semantic codes of all items, `levels` numbers per item, coarse to fine: the first says the middle topic, the first two together the leaf, the others
 * tell items of a leaf apart, near-duplicates in the last alone. Ranks are Zipf, so that most prefixes are rare. In context the numbers are shuffled anew under
 * every prefix: a code says something only together with those before it.
 */
export function itemCodes({ recipe, catalogue, seed }: World): Uint8Array {
  const { levels, size, zipf, inContext } = recipe.catalogue.codes;
  const codes = new Uint8Array(catalogue.items.length * levels);
  const random = new KeyedRandom(seed, 'world-code');
  const shuffle = new KeyedRandom(seed, 'world-code-order');
  const branches = zipfShares(Math.floor(size / topicShape.lows), zipf);
  const fine = zipfShares(size, zipf + 0.5);
  catalogue.items.forEach(({ index, topic, nearDuplicateOf }) => {
    random.start(index);
    let prefix = 0;
    for (let level = 0; level < levels; level += 1) {
      const at = index * levels + level;
      const draw = random.uniform();
      let rank = rankAt(fine, draw);
      if (level === 0) rank = middleOf(topic);
      else if (level === 1) rank = (topic % topicShape.lows) + topicShape.lows * rankAt(branches, draw);
      if (nearDuplicateOf !== undefined && level < levels - 1) codes[at] = codes[nearDuplicateOf * levels + level] ?? 0;
      else {
        shuffle.start((inContext ? prefix : 0) * levels + level);
        codes[at] = (rank * (2 * shuffle.int(size / 2) + 1) + shuffle.int(size)) % size;
      }
      prefix = prefix * size + (codes[at] ?? 0) + 1;
    }
  });
  return codes;
}

/** Running shares of ranks from 0, falling as (rank + 1)^-exponent. */
function zipfShares(ranks: number, exponent: number): Float64Array {
  const running = new Float64Array(ranks);
  let total = 0;
  running.forEach((_, rank) => (running[rank] = total += exponential(-exponent * logarithm(rank + 1))));
  return running.map((value) => value / total);
}

function rankAt(running: Float64Array, level: number): number {
  const rank = running.findIndex((value) => value > level);
  return rank < 0 ? running.length - 1 : rank;
}
