import { type Board, drawItemBoards, makeBoards } from './catalogue/boards.ts';
import { creatorNames } from './catalogue/names.ts';
import { topicAt, topicSizes } from './catalogue/topic-sizes.ts';
import { exponential, logarithm } from './elementary.ts';
import { styleCount, topicShape, type WorldItem } from './item.ts';
import { KeyedRandom } from './keyed-random.ts';
import { clickOutcome, hideOutcome, outboundOutcome, outcomeCount, p2pOutcome, saveOutcome } from './outcomes.ts';
import type { WorldRecipe } from './recipe.ts';
import { dayMs, logStartMs, sequenceDays } from './time.ts';

/** What kind of response an item is made for, within every topic. */
export const itemTypes = ['save', 'click', 'outbound'] as const;
const typeOutcomes = [saveOutcome, clickOutcome, outboundOutcome];

/** The whole catalogue, in typed columns. */
export interface Catalogue {
  readonly items: readonly WorldItem[];
  readonly topic: Uint8Array;
  readonly createdAtMs: Float64Array;
  /** 1 for items of partner creators. */
  readonly partner: Uint8Array;
  /** Hidden: index into `itemTypes`. */
  readonly type: Uint8Array;
  /** Hidden: logits of each outcome, `outcomeCount` per item. */
  readonly affinity: Float64Array;
  /** Hidden: the item that a near-duplicate cluster started from; the item itself outside clusters. */
  readonly cluster: Int32Array;
  /** Items of each leaf by falling popularity, with running shares of the leaf's popularity. */
  readonly leaves: readonly Leaf[];
  /** Items by falling popularity with running shares. */
  readonly popular: Leaf;
  /** Hidden: 1 where the heads favour the group of the item's creator in its topic, -1 where they hold it back. */
  readonly groupSide: Int8Array;
  /** Synthetic group of each creator, 0 or 1. */
  readonly creatorGroup: Uint8Array;
  /** Display name of each creator; no two are the same. */
  readonly creatorNames: readonly string[];
  readonly boards: readonly Board[];
  /** Numbers of the boards each item is on. */
  readonly itemBoards: readonly (readonly number[])[];
}

interface Leaf {
  readonly items: Int32Array;
  readonly running: Float64Array;
}

/** Makes the catalogue of a seed: a few milliseconds per thousand items, the same for every preset with the same catalogue recipe. */
export function makeCatalogue(recipe: WorldRecipe, seed: number): Catalogue {
  const { items: count } = recipe.catalogue;
  const makers = makeCreators(recipe, seed);
  const random = new KeyedRandom(seed, 'world-item');
  const source = duplicateSources(recipe, seed);
  const sizes = topicSizes(recipe, seed);
  const items: WorldItem[] = [];
  const columns = {
    topic: new Uint8Array(count),
    createdAtMs: new Float64Array(count),
    partner: new Uint8Array(count),
    groupSide: new Int8Array(count),
    type: new Uint8Array(count),
    affinity: new Float64Array(count * outcomeCount),
    cluster: Int32Array.from({ length: count }, (_, index) => index),
  };
  for (let index = 0; index < count; index += 1) {
    const from = source[index] ?? -1;
    const item = from < 0 ? original(recipe, sizes, random.start(index), index) : copyOf(recipe, random.start(index), index, items[from]);
    items.push(item);
    columns.topic[index] = item.topic;
    columns.createdAtMs[index] = item.createdAtMs;
    const evenTopic = Math.floor(item.topic / (topicShape.middles * topicShape.lows)) % 2 === 0;
    columns.groupSide[index] = evenTopic === (makers.group[item.creator] === 1) ? 1 : -1;
    columns.partner[index] = makers.partner[item.creator] ?? 0;
    if (from >= 0) {
      columns.cluster[index] = columns.cluster[from] ?? from;
      columns.type[index] = columns.type[from] ?? 0;
      for (let outcome = 0; outcome < outcomeCount; outcome += 1)
        columns.affinity[index * outcomeCount + outcome] = (columns.affinity[from * outcomeCount + outcome] ?? 0) + 0.1 * random.noise();
    } else {
      columns.type[index] = random.int(itemTypes.length);
      drawAffinity(
        recipe,
        random,
        columns.type[index] ?? 0,
        item,
        makers.partner[item.creator] === 1,
        columns.affinity.subarray(index * outcomeCount),
      );
    }
  }
  const popularity = popularityOf(recipe, seed);
  const every = Array.from({ length: count }, (_, index) => index);
  const byLeaf: number[][] = Array.from({ length: topicShape.leaves }, () => []);
  for (const index of every) byLeaf[columns.topic[index] ?? 0]?.push(index);
  const boards = makeBoards(recipe, seed);
  return {
    items,
    ...columns,
    leaves: byLeaf.map((members) => leafOf(members, popularity)),
    popular: leafOf(every, popularity),
    creatorGroup: makers.group,
    creatorNames: creatorNames(seed, recipe.catalogue.creators),
    boards,
    itemBoards: drawItemBoards(recipe, seed, boards, columns.topic),
  };
}

/** An item of a leaf (or of the whole catalogue) by popularity, for a level in [0, 1). */
export function pickItem(leaf: Leaf, level: number): number {
  let low = 0;
  let high = leaf.running.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((leaf.running[middle] ?? 1) > level) high = middle;
    else low = middle + 1;
  }
  return leaf.items[low] ?? 0;
}

function original(recipe: WorldRecipe, sizes: Float64Array, random: KeyedRandom, index: number): WorldItem {
  const { catalogue } = recipe;
  const topic = topicAt(sizes, random.uniform());
  const style = random.int(styleCount);
  const paletteSeed = random.word() >>> 0;
  const age = random.uniform();
  const { under7Days, under28Days } = catalogue;
  const spread = random.uniform();
  let ageDays = 28 + spread * (sequenceDays + 365 - 28);
  if (age < under7Days) ageDays = spread * 7;
  else if (age < under28Days) ageDays = 7 + spread * 21;
  const isAd = random.uniform() < catalogue.ads;
  const bid = isAd ? Math.floor(100 * exponential(-0.7 + 0.6 * random.normal())) / 100 + 0.05 : 0;
  return {
    index,
    topic,
    style,
    paletteSeed,
    nearDuplicateOf: undefined,
    variation: 0,
    createdAtMs: logStartMs - Math.floor(ageDays * dayMs),
    creator: creatorOf(recipe, random),
    isAd,
    bid,
    hasText: random.uniform() >= catalogue.withoutText,
  };
}

function copyOf(recipe: WorldRecipe, random: KeyedRandom, index: number, from: WorldItem | undefined): WorldItem {
  if (from === undefined) throw new Error('A near-duplicate stands after the item it was made from.');
  const later = Math.floor(random.uniform() * (logStartMs - from.createdAtMs));
  return {
    ...from,
    index,
    nearDuplicateOf: from.index,
    variation: from.variation + 1,
    createdAtMs: from.createdAtMs + later,
    creator: creatorOf(recipe, random),
    isAd: false,
    bid: 0,
    hasText: random.uniform() >= recipe.catalogue.withoutText,
  };
}

/** A few creators make much. */
function creatorOf(recipe: WorldRecipe, random: KeyedRandom): number {
  return Math.floor(recipe.catalogue.creators * random.uniform() * random.uniform());
}

function makeCreators(recipe: WorldRecipe, seed: number): { readonly group: Uint8Array; readonly partner: Uint8Array } {
  const { creators, partners } = recipe.catalogue;
  const random = new KeyedRandom(seed, 'world-creator');
  return {
    group: Uint8Array.from({ length: creators }, (_, creator) => random.start(creator).int(2)),
    partner: Uint8Array.from({ length: creators }, (_, creator) => (random.start(creator + creators).uniform() < partners.share ? 1 : 0)),
  };
}

function drawAffinity(recipe: WorldRecipe, random: KeyedRandom, type: number, item: WorldItem, partner: boolean, into: Float64Array): void {
  const { affinity, quality, saveP2pCorrelation, typeStrength, freshQuality, partners } = recipe.catalogue;
  const fresh = logStartMs - item.createdAtMs < 28 * dayMs;
  const good = quality * random.normal() + (fresh ? freshQuality : 0) + (partner ? partners.quality : 0);
  const shared = random.normal();
  const own = Math.sqrt(1 - saveP2pCorrelation * saveP2pCorrelation);
  for (let outcome = 0; outcome < outcomeCount; outcome += 1) {
    let z = outcome === saveOutcome ? shared : random.normal();
    if (outcome === p2pOutcome) z = saveP2pCorrelation * shared + own * z;
    const typed = typeOutcomes[type] === outcome ? typeStrength : 0;
    into[outcome] = (affinity[outcome] ?? 0) * z + typed + (outcome === hideOutcome ? -good : good);
  }
}

/**
 * The item each near-duplicate was made from, -1 for originals. Clusters of 2 to 12 are stars around an original; chains follow one another.
 * Copies stand at the end of the catalogue, so that what they copy is made before them.
 */
function duplicateSources(recipe: WorldRecipe, seed: number): Int32Array {
  const { items, nearDuplicates } = recipe.catalogue;
  const sources = new Int32Array(items).fill(-1);
  const random = new KeyedRandom(seed, 'world-duplicate').start(0);
  // The share counts every member, originals included.
  let members = Math.floor(items * nearDuplicates.share);
  let place = items;
  const originals = Math.floor(items * (1 - nearDuplicates.share));
  const taken = new Set<number>();
  const fresh = () => {
    let found = random.int(originals);
    while (taken.has(found)) found = random.int(originals);
    taken.add(found);
    return found;
  };
  const copies: { readonly from: number; readonly length: number; readonly chain: boolean }[] = [];
  for (let chain = 0; chain < nearDuplicates.chains && members >= nearDuplicates.chainLength; chain += 1) {
    copies.push({ from: fresh(), length: nearDuplicates.chainLength - 1, chain: true });
    members -= nearDuplicates.chainLength;
  }
  while (members >= nearDuplicates.smallest) {
    const size = Math.min(members, nearDuplicates.smallest + random.int(nearDuplicates.largest - nearDuplicates.smallest + 1));
    copies.push({ from: fresh(), length: size - 1, chain: false });
    members -= size;
  }
  for (const { from, length, chain } of copies) {
    place -= length;
    for (let copy = 0; copy < length; copy += 1) sources[place + copy] = chain && copy > 0 ? place + copy - 1 : from;
  }
  return sources;
}

/** Zipf over a shuffled order: popularity has nothing to do with the number of an item. */
function popularityOf(recipe: WorldRecipe, seed: number): Float64Array {
  const { items, zipf } = recipe.catalogue;
  const random = new KeyedRandom(seed, 'world-popularity').start(0);
  const order = Int32Array.from({ length: items }, (_, index) => index);
  for (let last = items - 1; last > 0; last -= 1) {
    const other = random.int(last + 1);
    const kept = order[last] ?? 0;
    order[last] = order[other] ?? 0;
    order[other] = kept;
  }
  const popularity = new Float64Array(items);
  order.forEach((index, rank) => (popularity[index] = exponential(-zipf * logarithm(rank + 1))));
  return popularity;
}

function leafOf(members: readonly number[], popularity: Float64Array): Leaf {
  const items = Int32Array.from(members.toSorted((a, b) => (popularity[b] ?? 0) - (popularity[a] ?? 0) || a - b));
  const running = new Float64Array(items.length);
  let total = 0;
  items.forEach((item, place) => (running[place] = total += popularity[item] ?? 0));
  running.forEach((value, place) => (running[place] = value / total));
  return { items, running };
}
