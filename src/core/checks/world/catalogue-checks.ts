import type { Catalogue } from '../../world/catalogue.ts';
import { itemTypes } from '../../world/catalogue.ts';
import { clickOutcome, outboundOutcome, outcomeCount, saveOutcome } from '../../world/outcomes.ts';
import type { WorldRecipe } from '../../world/recipe.ts';
import { dayMs, logStartMs } from '../../world/time.ts';
import { around } from '../judge.ts';
import { originals, ownCorrelation, qualityOf } from './item-figures.ts';
import { demoRecipe, worldCheck } from './world-check.ts';

const planted = demoRecipe.catalogue;
const without = (change: Partial<WorldRecipe['catalogue']>): WorldRecipe => ({ ...demoRecipe, catalogue: { ...planted, ...change } });

/** What is planted in the items themselves. */
export const catalogueChecks = [
  worldCheck({
    name: 'topics-hold-items',
    claim: 'Every one of the 240 topics has items enough for a slate: the smallest has as many as here.',
    bound: { least: demoRecipe.ranker.slate },
    unit: 'items',
    control: { name: 'a catalogue of 400 items', bound: { most: 0 }, recipe: without({ items: 400 }) },
    *figure({ world }) {
      yield;
      const sizes = world.catalogue.leaves.map(({ items }) => items.length).toSorted((a, b) => a - b);
      const [median, largest] = [sizes[sizes.length >> 1], sizes.at(-1)];
      return { value: sizes[0] ?? 0, detail: `${sizes.length} topics; the middle one has ${median} items, the largest ${largest}.` };
    },
  }),
  worldCheck({
    name: 'board-purity',
    claim: 'The planted share of what lies on boards is of the topic of its board.',
    bound: around(planted.boards.purity, 0.01),
    control: { name: 'boards without a topic', bound: { most: 0.02 }, recipe: without({ boards: { ...planted.boards, purity: 0 } }) },
    *figure({ world: { catalogue } }) {
      yield;
      const { boards, itemBoards, topic } = catalogue;
      const own = itemBoards.map((on, item) => on.filter((board) => boards[board]?.topic === topic[item]).length);
      const all = itemBoards.reduce((sum, on) => sum + on.length, 0);
      return {
        value: own.reduce((sum, count) => sum + count, 0) / all,
        detail: `${boards.length} boards, ${(all / own.length).toFixed(1)} per item.`,
      };
    },
  }),
  worldCheck({
    name: 'item-correlation',
    claim:
      'Items that are good for saves are bad for p2p: their own affinities correlate as planted once the quality they share is taken out.',
    bound: around(planted.saveP2pCorrelation, 0.05),
    control: { name: 'no correlation planted', bound: around(0, 0.05), recipe: without({ saveP2pCorrelation: 0 }) },
    *figure({ world }) {
      yield;
      return { value: ownCorrelation(world.catalogue), detail: `${originals(world.catalogue).length} items, near-duplicates left out.` };
    },
  }),
  worldCheck({
    name: 'item-types',
    claim: 'Save, click and outbound items each stand out in their own outcome by the planted logit.',
    bound: around(planted.typeStrength, 0.06),
    unit: 'logit',
    control: { name: 'no item types planted', bound: around(0, 0.06), recipe: without({ typeStrength: 0 }) },
    *figure({ world }) {
      yield;
      const gaps = [saveOutcome, clickOutcome, outboundOutcome].map((outcome, type) => typeGap(world.catalogue, type, outcome));
      return { value: Math.min(...gaps), detail: itemTypes.map((name, type) => `${name} ${(gaps[type] ?? 0).toFixed(2)}`).join(', ') };
    },
  }),
  worldCheck({
    name: 'fresh-items',
    claim: 'The planted share of the items is younger than 28 days when the log starts, copies left out.',
    bound: around(planted.under28Days, 0.01),
    control: { name: 'no fresh items planted', bound: { most: 0.02 }, recipe: without({ under28Days: 0, under7Days: 0 }) },
    *figure({ world }) {
      yield;
      const { createdAtMs } = world.catalogue;
      const own = originals(world.catalogue);
      const share = (days: number) => own.filter((item) => logStartMs - (createdAtMs[item] ?? 0) < days * dayMs).length / own.length;
      return { value: share(28), detail: `${(100 * share(7)).toFixed(1)}% are younger than 7 days.` };
    },
  }),
  worldCheck({
    name: 'fresh-quality',
    claim: 'Fresh items are better than they look: their hidden quality exceeds the others by the planted logit.',
    bound: around(planted.freshQuality, 0.05),
    unit: 'logit',
    control: { name: 'no better fresh items planted', bound: around(0, 0.05), recipe: without({ freshQuality: 0 }) },
    *figure({ world: { catalogue } }) {
      yield;
      const isFresh = (item: number) => logStartMs - (catalogue.createdAtMs[item] ?? 0) < 28 * dayMs;
      const mean = (items: readonly number[]) => items.reduce((sum, item) => sum + qualityOf(catalogue, item), 0) / items.length;
      const own = originals(catalogue);
      return { value: mean(own.filter(isFresh)) - mean(own.filter((item) => !isFresh(item))) };
    },
  }),
  worldCheck({
    name: 'near-duplicates',
    claim: 'The planted share of items belongs to a cluster of near-duplicates.',
    bound: around(planted.nearDuplicates.share, 0.002),
    control: {
      name: 'no near-duplicates planted',
      bound: { most: 0 },
      recipe: without({ nearDuplicates: { ...planted.nearDuplicates, share: 0 } }),
    },
    *figure({ world: { catalogue } }) {
      yield;
      const sizes = clusterSizes(catalogue);
      const members = sizes.reduce((sum, size) => sum + size, 0);
      const detail = sizes.length === 0 ? 'No clusters.' : `${sizes.length} clusters of ${Math.min(...sizes)} to ${Math.max(...sizes)}.`;
      return { value: members / catalogue.items.length, detail };
    },
  }),
  worldCheck({
    name: 'near-duplicate-chains',
    claim: 'As many chains of near-duplicates as planted have their full length, so that closing over pairs joins what hardly looks alike.',
    bound: around(planted.nearDuplicates.chains, 0),
    control: {
      name: 'no chains planted',
      bound: { most: 0 },
      recipe: without({ nearDuplicates: { ...planted.nearDuplicates, chains: 0 } }),
    },
    *figure({ world: { catalogue } }) {
      yield;
      return { value: catalogue.items.filter(({ variation }) => variation === planted.nearDuplicates.chainLength - 1).length };
    },
  }),
  worldCheck({
    name: 'items-without-text',
    claim: 'The planted share of items has a title and no text.',
    bound: around(planted.withoutText, 0.01),
    control: { name: 'every item with text', bound: { most: 0 }, recipe: without({ withoutText: 0 }) },
    *figure({ world: { catalogue } }) {
      yield;
      return { value: catalogue.items.filter(({ hasText }) => !hasText).length / catalogue.items.length };
    },
  }),
];

/** By how much items of a type exceed the others in an outcome. */
function typeGap({ type, affinity }: Catalogue, wanted: number, outcome: number): number {
  const sums = [0, 0];
  const counts = [0, 0];
  type.forEach((own, item) => {
    const side = own === wanted ? 1 : 0;
    sums[side] = (sums[side] ?? 0) + (affinity[item * outcomeCount + outcome] ?? 0);
    counts[side] = (counts[side] ?? 0) + 1;
  });
  return (sums[1] ?? 0) / (counts[1] ?? 1) - (sums[0] ?? 0) / (counts[0] ?? 1);
}

/** Sizes of the clusters with more than one item. */
function clusterSizes({ cluster }: Catalogue): readonly number[] {
  const sizes = new Map<number, number>();
  for (const first of cluster) sizes.set(first, (sizes.get(first) ?? 0) + 1);
  return [...sizes.values()].filter((size) => size > 1);
}
