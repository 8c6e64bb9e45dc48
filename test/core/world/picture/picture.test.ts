import { describe, expect, test } from 'vitest';
import { itemPicture } from '../../../../src/core/world/picture/item-picture.ts';
import { decodePicture, encodePicture, pictureTraits, type PictureTraits } from '../../../../src/core/world/picture/picture-code.ts';
import { RandomStream } from '../../../../src/core/random/random-stream.ts';

const random = new RandomStream(7, 'picture-test');
// Twenty pictures of every leaf, through all styles.
const all = Array.from({ length: 4800 }, (_, place): PictureTraits => ({
  topic: place % 240,
  style: Math.floor(place / 240) % 12,
  seed: random.int(place, 0x1_0000_0000),
  variant: 0,
}));
const drawn = all.map(itemPicture);

describe('picture codes', () => {
  test('come back as the traits they were made of', () => {
    for (const traits of all.slice(0, 500)) expect(decodePicture(encodePicture(traits))).toEqual(traits);
    const item = { index: 130, topic: 4, style: 2, paletteSeed: 4_294_967_295, variation: 3 };
    expect(encodePicture(pictureTraits(item))).toBe('world:1:4:2:4294967295:194');
    expect(decodePicture(encodePicture(pictureTraits(item)))).toEqual(pictureTraits(item));
    expect(encodePicture(pictureTraits({ ...item, variation: 0 }))).toBe('world:1:4:2:4294967295:0');
  });

  test.each([
    'https://example.org/a.png',
    'data:image/svg+xml,<svg/>',
    'world:1:240:2:5:0',
    'world:1:2:12:5:0',
    'world:1:2:1:4294967296:0',
    'world:2:2:1:5:0',
    'world:1:2:1:5',
    'world:1:-2:1:5:0',
    '',
  ])('leave %j to others', (code) => {
    expect(decodePicture(code)).toBeUndefined();
  });
});

describe('pictures', () => {
  test('are the same in any order', () => {
    expect(all.slice(0, 300).toReversed().map(itemPicture)).toEqual(drawn.slice(0, 300).toReversed());
  });

  test('are small: at most 6.5 kB, 19 of 20 under 4 kB, under 3 kB on average', () => {
    const sizes = drawn.map((svg) => svg.length);
    expect(Math.max(...sizes)).toBeLessThanOrEqual(6500);
    expect(sizes.filter((size) => size <= 4096).length / sizes.length).toBeGreaterThan(0.95);
    expect(sizes.reduce((sum, size) => sum + size, 0) / sizes.length).toBeLessThan(3000);
  });

  test('are well-formed, stand alone and hold only shapes', () => {
    for (const svg of drawn) expect(fault(svg), svg).toBeUndefined();
  });

  test('differ between any two leaves and any two styles, also with one seed', () => {
    const leaves = Array.from({ length: 240 }, (_, topic) => itemPicture({ topic, style: 0, seed: 99, variant: 0 }));
    expect(new Set(leaves).size).toBe(240);
    const styles = Array.from({ length: 12 }, (_, style) => itemPicture({ topic: 17, style, seed: 99, variant: 0 }));
    expect(new Set(styles).size).toBe(12);
  });

  test('a style keeps its colours and frame across topics', () => {
    for (let style = 0; style < 12; style += 1) {
      const colors = new Set<string>();
      for (let topic = 0; topic < 240; topic += 5) colors.add(frameOf(itemPicture({ topic, style, seed: topic * 977 + 5, variant: 0 })));
      expect(colors.size).toBe(1);
    }
  });

  test('a near-duplicate shares nearly every shape with its original, a stranger of the same leaf few, and no two copies are the same', () => {
    for (const traits of all.slice(0, 480)) {
      const svg = itemPicture(traits);
      const copies = [64, 65, 130, 7 * 64 + 3].map((variant) => itemPicture({ ...traits, variant }));
      const stranger = itemPicture({ ...traits, seed: (traits.seed ^ 0x1234_5678) >>> 0 });
      expect(new Set([svg, ...copies]).size).toBe(5);
      for (const copy of copies) {
        expect(sharedShapes(svg, copy)).toBeGreaterThan(0.8);
        expect(sharedShapes(svg, copy)).toBeGreaterThan(sharedShapes(svg, stranger));
      }
    }
  });

  test('a chain moves away step by step', () => {
    const widths = [64, 128, 192, 256, 320].map((variant) =>
      Number(/viewBox="[\d.-]+ [\d.-]+ ([\d.]+)/.exec(itemPicture({ topic: 61, style: 1, seed: 12, variant }))?.[1]),
    );
    expect(widths).toEqual(widths.toSorted((a, b) => b - a));
    expect(new Set(widths).size).toBe(5);
  });
});

/** The first thing wrong with a drawing, in words. */
function fault(svg: string): string | undefined {
  if (/NaN|undefined|Infinity|##|<(script|image|a|foreignObject)\b|href|on\w+=/.test(svg)) return 'holds what it must not';
  if (/ (r|rx|ry|width|height)="-/.test(svg)) return 'has a negative size';
  if (/fill="#(?![0-9a-f]{6}")/.test(svg) || /stroke="#(?![0-9a-f]{6}")/.test(svg)) return 'has a colour that is none';
  if (!svg.startsWith('<svg xmlns="http://www.w3.org/2000/svg" viewBox="')) return 'is no SVG';
  for (const [, name] of svg.matchAll(/url\(#(\w+)\)/g)) if (!svg.includes(`id="${name}"`)) return `names ${name}, which is nowhere`;
  const open: string[] = [];
  const rest = svg.replaceAll(
    /<(\/?)(\w+)((?: [\w:-]+="[^"<>]*")*)(\/?)>/g,
    (_all, closes: string, name: string, _attributes, alone: string) => {
      if (closes === '/') {
        if (open.pop() !== name) open.push('a tag closed out of turn');
      } else if (alone === '') open.push(name);
      return '';
    },
  );
  if (open.length > 0) return `leaves ${open.join(', ')} open`;
  return /[<>]|&(?!amp;)/.test(rest) ? 'has stray characters' : undefined;
}

function frameOf(svg: string): string {
  return `${/<clipPath id="f">.*?<\/clipPath>/.exec(svg)?.[0] ?? 'full'} ${svg.includes('id="t"')} ${svg.includes('stroke-linejoin')}`;
}

/** Share of elements that two drawings have in common. */
function sharedShapes(one: string, other: string): number {
  const [left, right] = [new Set(one.split('<')), new Set(other.split('<'))];
  const common = [...left].filter((part) => right.has(part)).length;
  return common / (left.size + right.size - common);
}
