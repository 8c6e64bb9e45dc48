import type { TopicSource } from './topic-source.ts';
import { art } from './topics/art.ts';
import { celebrations } from './topics/celebrations.ts';
import { crafts } from './topics/crafts.ts';
import { garden } from './topics/garden.ts';
import { outfits } from './topics/outfits.ts';
import { recipes } from './topics/recipes.ts';
import { rooms } from './topics/rooms.ts';
import { trips } from './topics/trips.ts';

/** The words of one leaf. */
export interface TopicLeaf {
  /** (top * 6 + middle) * 5 + low. */
  readonly index: number;
  readonly top: number;
  /** Middle topic within its top, 0 to 5. */
  readonly middle: number;
  /** Leaf within its middle topic, 0 to 4. */
  readonly low: number;
  /** Names of the three levels. */
  readonly path: readonly [string, string, string];
  readonly subjects: readonly string[];
  readonly details: readonly string[];
  readonly settings: readonly string[];
  readonly adjectives: readonly string[];
  readonly endings: readonly string[];
  readonly openings: readonly string[];
  readonly closings: readonly string[];
  /** Whether a colour may be named. */
  readonly coloured: boolean;
}

/** The whole tree in the order of leaf numbers: 8 tops of 6 middles of 5 leaves. */
export const topicLeaves: readonly TopicLeaf[] = [rooms, recipes, trips, outfits, garden, crafts, celebrations, art].flatMap(leavesOf);

/** The leaf of a number from 0 to 239. */
export function topicLeaf(index: number): TopicLeaf {
  const leaf = topicLeaves[index];
  if (leaf === undefined) throw new RangeError(`There is no topic ${index}: topics run from 0 to ${topicLeaves.length - 1}.`);
  return leaf;
}

function leavesOf(source: TopicSource, top: number): TopicLeaf[] {
  return source.groups.flatMap((group, middle) =>
    Object.entries(group.leaves).map(([name, words], low): TopicLeaf => {
      const [subjects = '', details] = words.split('/');
      return {
        index: (top * 6 + middle) * 5 + low,
        top,
        middle,
        low,
        path: [source.name, group.name, name],
        subjects: subjects.split('|'),
        details: [...(details?.split('|') ?? []), ...group.details.split('|')],
        settings: [...group.settings.split('|'), ...source.settings.split('|')],
        adjectives: source.adjectives.split('|'),
        endings: source.endings.split('|'),
        openings: source.openings.split('|'),
        closings: source.closings.split('|'),
        coloured: source.coloured,
      };
    }),
  );
}
