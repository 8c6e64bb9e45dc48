import { normalFromUniform } from './elementary.ts';
import { styleCount, topicShape, type WorldItem } from './item.ts';
import { KeyedRandom } from './keyed-random.ts';
import { middleOf } from './population.ts';
import type { World } from './world.ts';

/** How alike a person finds two items. */
export interface PairRating {
  readonly one: number;
  readonly other: number;
  /** Higher is more alike; the same item twice would be at 0 but for the error. */
  readonly alike: number;
}

/** Class label of every item, 0 to classes - 1: drawn without regard to topic and style. A near-duplicate has its original's. */
export function itemClasses({ recipe, catalogue, seed }: World): Uint8Array {
  const random = new KeyedRandom(seed, 'world-class');
  const classes = new Uint8Array(catalogue.items.length);
  for (const { index, nearDuplicateOf } of catalogue.items)
    classes[index] =
      nearDuplicateOf === undefined ? random.start(index).int(recipe.catalogue.factor.classes) : (classes[nearDuplicateOf] ?? 0);
  return classes;
}

/** Hidden factor of an item: its class' place, spread as a standard normal over the classes in an order of chance, and a little of its own. */
export class HiddenFactor {
  readonly #classes: Uint8Array;
  readonly #places: readonly number[];
  readonly #within: number;
  readonly #own: KeyedRandom;

  constructor({ recipe, seed }: World, classes: Uint8Array) {
    const { classes: count, within } = recipe.catalogue.factor;
    const random = new KeyedRandom(seed, 'world-class-place');
    const draws = Array.from({ length: count }, (_, one) => random.start(one).uniform());
    this.#classes = classes;
    this.#places = draws.map((draw) => normalFromUniform((draws.filter((other) => other < draw).length + 0.5) / count));
    this.#within = within;
    this.#own = new KeyedRandom(seed, 'world-factor');
  }

  of(item: number): number {
    return (this.#places[this.#classes[item] ?? 0] ?? 0) + this.#within * this.#own.start(item).normal();
  }
}

/** How unlike two items look: by topic (0 for the same leaf, 1 for different top topics) and by style. */
export function visibleDistance(one: WorldItem, other: WorldItem): number {
  const top = (leaf: number) => Math.floor(leaf / (topicShape.middles * topicShape.lows));
  let topic = 1;
  if (one.topic === other.topic) topic = 0;
  else if (middleOf(one.topic) === middleOf(other.topic)) topic = 1 / 3;
  else if (top(one.topic) === top(other.topic)) topic = 2 / 3;
  const step = Math.abs(one.style - other.style);
  return topic + Math.min(step, styleCount - step) / styleCount;
}

/** The rated pairs of a world: every second one of one class, which is rare by chance. */
export function pairRatings(world: World, classes: Uint8Array): readonly PairRating[] {
  const { catalogue, recipe, seed } = world;
  const { pairs, weight, noise } = recipe.catalogue.factor;
  const factor = new HiddenFactor(world, classes);
  const random = new KeyedRandom(seed, 'world-rating');
  return Array.from({ length: pairs }, (_, pair) => {
    random.start(pair);
    const one = random.int(catalogue.items.length);
    const isFit = (item: number) => item !== one && (pair % 2 === 1 || classes[item] === classes[one]);
    let other = one;
    while (!isFit(other)) other = random.int(catalogue.items.length);
    const [first, second] = [catalogue.items[one], catalogue.items[other]];
    const seen = first === undefined || second === undefined ? 0 : visibleDistance(first, second);
    const alike = -seen - weight * Math.abs(factor.of(one) - factor.of(other)) + noise * random.normal();
    return { one, other, alike };
  });
}
