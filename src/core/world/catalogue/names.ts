import { KeyedRandom } from '../keyed-random.ts';
import { capitalised, pick } from './phrases.ts';
import { topicLeaf } from './topic-tree.ts';

const random = new KeyedRandom(0, 'world-names');
const first =
  'Alder|Birch|Bramble|Calla|Cedar|Clover|Copper|Cove|Dapple|Drift|Ember|Fallow|Fennel|Fern|Finch|Flint|Gorse|Grove|Harbour|Hazel|Heath|Heron|Indigo|Juniper|Kestrel|Lark|Linden|Lumen|Maple|Marrow|Meadow|Mill|Moss|Nettle|North|Oat|Olive|Orchard|Otter|Paper|Pebble|Pine|Plover|Quill|Reed|Rowan|Rye|Saffron|Sage|Slate|Sparrow|Tansy|Teasel|Thistle|Tide|Umber|Vale|Walnut|Willow|Wren'.split(
    '|',
  );
const last =
  'Lane|House|Studio|Table|Row|Hill|Field|Works|Yard|Press|Room|Hollow|Street|Bay|Bridge|Corner|Cottage|Loft|Market|Notes|Pantry|Point|Shed|Side|Workshop|Wood'.split(
    '|',
  );

/** An invented, neutral name for a creator; some hundred thousand differ. */
export function creatorName(seed: number, creator: number): string {
  random.start(creator + seed * 0x10_0000);
  const form = random.int(4);
  const [one, two, place] = [pick(random, first), pick(random, first), pick(random, last)];
  if (form === 0 && one !== two) return `${one} & ${two} ${place}`;
  if (form === 1) return `The ${one} ${two === one ? place : two} ${place}`.replace(`${place} ${place}`, place);
  if (form === 2) return two === one ? `${one} ${place}` : `${one} ${two} ${place}`;
  return `${place} of ${one}${two === one ? '' : ` and ${two}`}`;
}

/** Names of the creators of a seed, in order; a name that is taken gets the next numeral. */
export function creatorNames(seed: number, creators: number): readonly string[] {
  const taken = new Map<string, number>();
  return Array.from({ length: creators }, (_, creator) => {
    const name = creatorName(seed, creator);
    const before = taken.get(name) ?? 0;
    taken.set(name, before + 1);
    return before === 0 ? name : `${name} ${before + 1}`;
  });
}

/** A board's title, as its owner would write it. */
export function boardTitle(seed: number, board: number, topic: number): string {
  const leaf = topicLeaf(topic);
  random.start(board + seed * 0x10_0000);
  const [, group, name] = leaf.path;
  const setting = pick(random, leaf.settings);
  const adjective = pick(random, leaf.adjectives);
  const forms = [
    `${name} to try`,
    `${name} ${setting}`,
    `${capitalised(adjective)} ${lower(name)}`,
    `${group}: ${lower(name)}`,
    `${name}, someday`,
    `${capitalised(adjective)} ${lower(group)}`,
    `${group} ${setting}`,
    `Ideas: ${lower(name)} ${setting}`,
    `${name} I keep coming back to`,
    `${group} and ${lower(name)}`,
  ];
  return pick(random, forms);
}

/** What people type when they look for a leaf: several phrasings, without repeats, most general first. */
export function searchQueries(topic: number): readonly string[] {
  const { path, subjects, adjectives, details, settings } = topicLeaf(topic);
  const name = lower(path[2]);
  const queries = [
    name,
    `${name} ideas`,
    ...subjects,
    ...subjects.map((subject, place) => `${adjectives[(place * 3 + topic) % adjectives.length]} ${subject}`),
    ...subjects.map((subject, place) => `${subject} ${details[(place + topic) % details.length]}`),
    ...subjects.map((subject, place) => `${subject} ${settings[(place * 2 + topic) % settings.length]}`),
  ];
  return [...new Set(queries)];
}

/** Lower case but for names of days. */
function lower(phrase: string): string {
  return /^(New Year|Valentine)/.test(phrase) ? phrase : phrase.charAt(0).toLowerCase() + phrase.slice(1);
}
