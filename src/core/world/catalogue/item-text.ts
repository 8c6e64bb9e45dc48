import type { WorldItem } from '../item.ts';
import { KeyedRandom } from '../keyed-random.ts';
import { capitalised, colourNames, pick, sentence } from './phrases.ts';
import { topicLeaf, type TopicLeaf } from './topic-tree.ts';

export interface ItemText {
  readonly title: string;
  /** One or two sentences; undefined for items without text. */
  readonly description: string | undefined;
}

/** What the words of an item follow from. */
export type TextTraits = Pick<WorldItem, 'index' | 'topic' | 'paletteSeed' | 'variation' | 'isAd' | 'hasText'>;

/** The words an item is made of, drawn once so that title and description speak of the same thing. */
interface Words {
  readonly leaf: TopicLeaf;
  readonly subject: string;
  readonly adjective: string;
  readonly other: string;
  readonly detail: string;
  readonly setting: string;
  readonly colour: string;
  readonly ending: string;
  readonly opening: string;
}

const random = new KeyedRandom(0, 'world-words');
const copyRandom = new KeyedRandom(0, 'world-words-copy');
const additions = [
  '(again)',
  '(saved copy)',
  '(from my notes)',
  '(full size)',
  '(reposted)',
  '(second photo)',
  '(no watermark)',
  '(better light)',
];

/**
 * Title and description of an item. Near-duplicates share their original's words; a copy may swap its last phrase, or carry an addition.
 */
export function itemText(item: TextTraits): ItemText {
  random.start(item.paletteSeed);
  const words = wordsOf(random, topicLeaf(item.topic));
  const form = random.int(100);
  const closing = pick(random, words.leaf.closings);
  const said = item.variation === 0 ? words : drifted(words, item);
  const title = item.isAd ? adTitle(said, form) : plainTitle(said, form);
  const added = item.variation > 0 && copyRandom.uniform() < 0.3 ? ` ${pick(copyRandom, additions)}` : '';
  return { title: title + added, description: item.hasText ? describe(said, closing, form) : undefined };
}

/** A copy keeps the words and may change one phrase. */
function drifted(words: Words, item: TextTraits): Words {
  copyRandom.start(item.index);
  const choice = copyRandom.uniform();
  if (choice < 0.25) return { ...words, setting: pick(copyRandom, words.leaf.settings) };
  if (choice < 0.4) return { ...words, adjective: pick(copyRandom, words.leaf.adjectives) };
  return words;
}

function wordsOf(random: KeyedRandom, leaf: TopicLeaf): Words {
  const adjective = random.int(leaf.adjectives.length);
  const other = (adjective + 1 + random.int(leaf.adjectives.length - 1)) % leaf.adjectives.length;
  return {
    leaf,
    subject: pick(random, leaf.subjects),
    adjective: leaf.adjectives[adjective] ?? '',
    other: leaf.adjectives[other] ?? '',
    detail: pick(random, leaf.details),
    setting: pick(random, leaf.settings),
    colour: pick(random, colourNames),
    ending: pick(random, leaf.endings),
    opening: pick(random, leaf.openings),
  };
}

/** Headline English: no leading article, so that no subject needs one. Long forms are commoner, because short ones soon repeat. */
function plainTitle({ leaf, subject, adjective, detail, setting, colour, ending, opening }: Words, form: number): string {
  if (form < 24) return capitalised(`${adjective} ${subject} ${detail} ${setting}`);
  if (form < 38) return capitalised(`${subject} ${detail}, ${setting}`);
  if (form < 50) return capitalised(`${adjective} ${subject} ${setting}: ${ending}`);
  if (form < 62) return capitalised(`${adjective} ${subject} ${detail}: ${ending}`);
  if (form < 72) return `${opening} ${adjective} ${subject} ${detail}`;
  if (form < 82) return `${opening} ${subject} ${detail} ${setting}`;
  if (leaf.coloured && form < 94) return capitalised(`${adjective} ${subject} in ${colour}, ${setting}`);
  if (form < 94) return capitalised(`${adjective} ${subject} ${detail}, ${setting}`);
  return capitalised(`${adjective} ${subject} ${detail}`);
}

/** Ads say what is offered, calmly. */
function adTitle({ subject, adjective, detail, setting, other }: Words, form: number): string {
  if (form < 25) return `New in: ${adjective} ${subject} ${detail}, ${setting}`;
  if (form < 50) return `Made for you: ${adjective} ${subject} ${detail} ${setting}`;
  if (form < 75) return `${capitalised(`${adjective} ${subject} ${detail}`)}, now in the ${other} edit, ${setting}`;
  return `Discover the ${adjective} ${subject} ${detail} ${setting}`;
}

function describe({ subject, adjective, other, detail, setting, colour, leaf }: Words, closing: string, form: number): string {
  const shape = (form * 7) % 5;
  const coloured = leaf.coloured && !detail.startsWith('in ') ? ` in ${colour}` : '';
  if (shape === 0) return `${sentence(`saved for later: ${adjective} ${subject} ${detail}`)} ${closing}`;
  if (shape === 1) return sentence(`${adjective} ${subject}${coloured === '' ? '' : `${coloured},`} ${detail}`);
  if (shape === 2) return `${sentence(`${adjective} ${subject} ${setting}`)} ${closing}`;
  if (shape === 3) return `${sentence(`${subject}${coloured} ${setting}, ${detail}`)} ${closing}`;
  return sentence(`${adjective} and ${other} ${subject} ${detail}`);
}
