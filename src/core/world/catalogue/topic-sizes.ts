import { exponential } from '../elementary.ts';
import { topicShape } from '../item.ts';
import { KeyedRandom } from '../keyed-random.ts';
import type { WorldRecipe } from '../recipe.ts';

/** Running shares of the leaves of the topic tree: log-normal sizes, drawn for each leaf on its own, so that no part of the tree is empty. */
export function topicSizes(recipe: WorldRecipe, seed: number): Float64Array {
  const random = new KeyedRandom(seed, 'world-topic');
  const running = new Float64Array(topicShape.leaves);
  let total = 0;
  running.forEach((_, leaf) => (running[leaf] = total += exponential(recipe.catalogue.topicSpread * random.start(leaf).normal())));
  return running.map((value) => value / total);
}

/** The leaf at a level in [0, 1). */
export function topicAt(sizes: Float64Array, level: number): number {
  let low = 0;
  let high = sizes.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sizes[middle] ?? 1) > level) high = middle;
    else low = middle + 1;
  }
  return low;
}
