import { itemClasses, pairRatings, visibleDistance } from '../../world/hidden-factor.ts';
import { styleCount, topicShape } from '../../world/item.ts';
import type { World } from '../../world/world.ts';
import type { CheckDefinition } from '../check-definition.ts';
import { around } from '../judge.ts';
import { originals } from './item-figures.ts';
import { demoRecipe, worldCheck, type WorldFigure } from './world-check.ts';

const { factor } = demoRecipe.catalogue;

/** What only class labels show, and a style that shows nothing of the topic. */
export const factorChecks: readonly CheckDefinition[] = [
  worldCheck({
    name: 'hidden-factor',
    claim: 'People rate two items of one class as more alike than topic and style tell, by 0.4 or more.',
    bound: { least: 0.4 },
    control: {
      name: 'ratings in which the hidden factor has no weight',
      bound: around(0, 0.25),
      recipe: { ...demoRecipe, catalogue: { ...demoRecipe.catalogue, factor: { ...factor, weight: 0 } } },
    },
    *figure({ world }): Generator<void, WorldFigure> {
      yield;
      return classGap(world);
    },
  }),
  {
    batch: 'data',
    claim: {
      name: 'style-and-topic',
      area: 'world',
      claim: 'The visual style of an item says nothing about its topic: chi-square per degree of freedom is as chance has it.',
      bound: { most: 1.7 },
      control: { name: 'styles that follow the topic', bound: { least: 5 } },
    },
    *measure(shelf) {
      yield;
      const { world } = shelf.subject(demoRecipe);
      const items = originals(world.catalogue);
      const style = (item: number) => world.catalogue.items[item]?.style ?? 0;
      const top = (item: number) => Math.floor((world.catalogue.topic[item] ?? 0) / (topicShape.middles * topicShape.lows));
      return {
        value: dependence(items, style, top),
        control: dependence(items, (item) => (style(item) % 2 === 0 ? top(item) : style(item)), top),
        detail: `${items.length} items, near-duplicates left out; ${styleCount} styles, ${topicShape.tops} top topics.`,
      };
    },
  },
];

/** By how much pairs of one class are rated above the others, once what topic and style explain is taken out by least squares. */
function classGap(world: World): WorldFigure {
  const classes = itemClasses(world);
  const { items } = world.catalogue;
  const pairs = pairRatings(world, classes).map(({ one, other, alike }) => {
    const [first, second] = [items[one], items[other]];
    return {
      same: classes[one] === classes[other],
      alike,
      distance: first === undefined || second === undefined ? 0 : visibleDistance(first, second),
    };
  });
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const side = (same: boolean) => pairs.filter((pair) => pair.same === same);
  // The slope inside each side, so that the gap between them does not leak into it.
  let [cross, square] = [0, 0];
  for (const own of [side(true), side(false)]) {
    const [centre, middle] = [mean(own.map(({ distance }) => distance)), mean(own.map(({ alike }) => alike))];
    for (const { distance, alike } of own) {
      cross += (distance - centre) * (alike - middle);
      square += (distance - centre) * (distance - centre);
    }
  }
  const rest = (same: boolean) => mean(side(same).map(({ distance, alike }) => alike - (cross / square) * distance));
  return { value: rest(true) - rest(false), detail: `${pairs.length} pairs, ${side(true).length} of one class.` };
}

/** Chi-square of independence over its degrees of freedom. */
function dependence(items: readonly number[], style: (item: number) => number, top: (item: number) => number): number {
  const cells = new Float64Array(topicShape.tops * styleCount);
  const tops = new Float64Array(topicShape.tops);
  const styles = new Float64Array(styleCount);
  for (const item of items) {
    const [row, column] = [top(item), style(item)];
    cells[row * styleCount + column] = (cells[row * styleCount + column] ?? 0) + 1;
    tops[row] = (tops[row] ?? 0) + 1;
    styles[column] = (styles[column] ?? 0) + 1;
  }
  const total = cells.reduce((sum, count, cell) => {
    const expected = ((tops[Math.floor(cell / styleCount)] ?? 0) * (styles[cell % styleCount] ?? 0)) / items.length;
    return expected === 0 ? sum : sum + ((count - expected) * (count - expected)) / expected;
  }, 0);
  return total / ((topicShape.tops - 1) * (styleCount - 1));
}
