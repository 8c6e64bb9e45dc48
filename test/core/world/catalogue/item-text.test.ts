import { describe, expect, test } from 'vitest';
import { itemText, type TextTraits } from '../../../../src/core/world/catalogue/item-text.ts';
import { boardTitle, creatorName, searchQueries } from '../../../../src/core/world/catalogue/names.ts';
import { topicLeaf, topicLeaves } from '../../../../src/core/world/catalogue/topic-tree.ts';
import { KeyedRandom } from '../../../../src/core/world/keyed-random.ts';

const random = new KeyedRandom(7, 'text-test').start(0);
// Leaves differ in size as they do in a world: the first leaves of the tree hold several times more than the last.
const items = Array.from({ length: 30_000 }, (_, index): TextTraits => ({
  index,
  topic: Math.floor(240 * (0.5 * random.uniform() + 0.5 * random.uniform() * random.uniform()) * 0.999_99),
  paletteSeed: random.word() >>> 0,
  variation: 0,
  isAd: random.uniform() < 0.03,
  hasText: random.uniform() >= 0.25,
}));
const texts = items.map(itemText);

describe('the topic tree', () => {
  test('has 8 tops of 6 middles of 5 leaves, each path once and each leaf at its number', () => {
    expect(topicLeaves.length).toBe(240);
    expect(new Set(topicLeaves.map((leaf) => leaf.path.join('|'))).size).toBe(240);
    expect(new Set(topicLeaves.map((leaf) => leaf.path[0])).size).toBe(8);
    expect(new Set(topicLeaves.map((leaf) => `${leaf.path[0]}|${leaf.path[1]}`)).size).toBe(48);
    expect(topicLeaves.map((leaf) => leaf.index)).toEqual(topicLeaves.map((_, place) => place));
    expect(() => topicLeaf(240)).toThrow(/0 to 239/);
  });

  test('gives every leaf its own words, none empty, none twice in a list', () => {
    for (const leaf of topicLeaves) {
      expect(leaf.subjects.length).toBeGreaterThanOrEqual(5);
      for (const list of [leaf.subjects, leaf.details, leaf.settings, leaf.adjectives, leaf.endings, leaf.openings, leaf.closings]) {
        expect(
          list.every((words) => words === words.trim() && words !== ''),
          leaf.path.join(' > '),
        ).toBe(true);
        expect(new Set(list).size, leaf.path.join(' > ')).toBe(list.length);
      }
    }
  });
});

describe('item texts', () => {
  test('more than 97% of 30,000 titles are distinct', () => {
    expect(new Set(texts.map((text) => text.title)).size / texts.length).toBeGreaterThan(0.97);
  });

  test('a quarter has no description, and exactly the items whose trait says so', () => {
    texts.forEach((text, place) => expect(text.description === undefined).toBe(items[place]?.hasText === false));
  });

  test('uses plain characters only: no control characters, separators of topics, quotes or doubled spaces', () => {
    const plain = /^[A-Za-z0-9 ,.:;'()-]+$/;
    for (const { title, description } of texts) {
      expect(title).toMatch(plain);
      expect(title.length).toBeLessThanOrEqual(120);
      expect(`${title} ${description ?? ''}`).not.toMatch(/ {2}|\.\.| ,|undefined/);
      if (description !== undefined) expect(description).toMatch(/^[A-Z0-9][A-Za-z0-9 ,.:;'()-]+\.$/);
    }
  });

  test('depends on the traits alone, in any order', () => {
    expect(items.toReversed().slice(0, 500).map(itemText)).toEqual(texts.slice(-500).toReversed());
  });

  test('a near-duplicate keeps most of its original words and a stranger of the same leaf does not', () => {
    let near = 0;
    let far = 0;
    const sample = items.slice(0, 400);
    for (const item of sample) {
      const own = itemText(item).title;
      near += shared(own, itemText({ ...item, index: item.index + 40_000, variation: 1 }).title);
      far += shared(own, itemText({ ...item, paletteSeed: (item.paletteSeed ^ 0x5bd1_e995) >>> 0 }).title);
    }
    expect(near / sample.length).toBeGreaterThan(0.75);
    expect(far / sample.length).toBeLessThan(0.45);
  });
});

describe('names', () => {
  test('nearly every creator of 3,000 has a name of its own, and it stays', () => {
    const names = Array.from({ length: 3000 }, (_, creator) => creatorName(7, creator));
    expect(new Set(names).size).toBeGreaterThan(2850);
    expect(creatorName(7, 12)).toBe(names[12]);
    expect(creatorName(8, 12)).not.toBe(names[12]);
  });

  test('a board speaks of its leaf or the group it belongs to', () => {
    for (const leaf of topicLeaves) {
      const title = boardTitle(7, leaf.index, leaf.index).toLowerCase();
      expect(title.includes(leaf.path[1].toLowerCase()) || title.includes(leaf.path[2].toLowerCase()), title).toBe(true);
    }
  });

  test('a leaf has a dozen queries or more, none twice', () => {
    for (const leaf of topicLeaves) {
      const queries = searchQueries(leaf.index);
      expect(queries.length).toBeGreaterThanOrEqual(12);
      expect(new Set(queries).size).toBe(queries.length);
    }
  });
});

/** Share of words that two titles have in common. */
function shared(one: string, other: string): number {
  const [left, right] = [new Set(one.toLowerCase().split(' ')), new Set(other.toLowerCase().split(' '))];
  const common = [...left].filter((word) => right.has(word)).length;
  return common / (left.size + right.size - common);
}
