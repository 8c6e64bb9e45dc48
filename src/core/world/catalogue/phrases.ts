import type { KeyedRandom } from '../keyed-random.ts';

/** Colours as a person names them; they fit after `in`. */
export const colourNames: readonly string[] =
  'moss green|oat|terracotta|dusty rose|ink blue|mustard|sage|rust|cream|charcoal|plum|pale blue|olive|ochre|sand|forest green|clay|butter yellow|slate|warm white'.split(
    '|',
  );

/** One of the phrases. */
export function pick(random: KeyedRandom, phrases: readonly string[]): string {
  return phrases[random.int(phrases.length)] ?? '';
}

/** The phrase with its first letter in upper case; the words are plain English letters. */
export function capitalised(phrase: string): string {
  return phrase.charAt(0).toUpperCase() + phrase.slice(1);
}

/** Ends with a full stop, once. */
export function sentence(phrase: string): string {
  return `${capitalised(phrase)}.`;
}
