import { styleCount, topicShape, type WorldItem } from '../item.ts';

/** Everything a picture follows from. */
export interface PictureTraits {
  /** Leaf of the topic tree, 0 to 239. */
  readonly topic: number;
  /** Visual style, 0 to 11. */
  readonly style: number;
  /** Unsigned 32-bit seed of shapes and colours; near-duplicates share it. */
  readonly seed: number;
  /** 0 for originals; for copies 64 times the steps from the original, plus a number that tells copies of the same step apart. */
  readonly variant: number;
}

const codePattern = /^world:1:(\d{1,3}):(\d{1,2}):(\d{1,10}):(\d{1,4})$/;

/** The picture of an item of a world. */
export function pictureTraits(item: Pick<WorldItem, 'index' | 'topic' | 'style' | 'paletteSeed' | 'variation'>): PictureTraits {
  const variant = item.variation === 0 ? 0 : Math.min(item.variation, 99) * 64 + (item.index % 64);
  return { topic: item.topic, style: item.style, seed: item.paletteSeed, variant };
}

/** The text that an items file carries in its `image` column: `world:1:<topic>:<style>:<seed>:<variant>`. */
export function encodePicture({ topic, style, seed, variant }: PictureTraits): string {
  return `world:1:${topic}:${style}:${seed}:${variant}`;
}

/** Reads a code; undefined for anything else that an `image` column may hold. */
export function decodePicture(code: string): PictureTraits | undefined {
  const parts = codePattern.exec(code);
  if (parts === null) return undefined;
  const [topic = 0, style = 0, seed = 0, variant = 0] = parts.slice(1).map(Number);
  if (topic >= topicShape.leaves || style >= styleCount || seed > 0xffff_ffff) return undefined;
  return { topic, style, seed, variant };
}
