import type { KeyedRandom } from '../keyed-random.ts';
import { blend, type Palette } from './palettes.ts';

/** Width and height of the sheet that every scene is drawn on, in its own units. */
export const sheet = { width: 240, height: 300 } as const;

/** Collects the shapes of one picture as short SVG; every number is rounded to a whole unit, which is half a pixel at tile size. */
export class Pen {
  readonly colors: Palette;
  readonly #random: KeyedRandom;
  readonly #parts: string[] = [];
  readonly #definitions: string[] = [];
  /** Colour of the leaves in the last part; other shapes clear it or stand between. */
  #leafFill: string | undefined;

  constructor(random: KeyedRandom, colors: Palette) {
    this.#random = random;
    this.colors = colors;
  }

  get definitions(): string {
    return this.#definitions.join('');
  }

  get body(): string {
    return this.#parts.join('');
  }

  /** Uniform between two numbers. */
  between(low: number, high: number): number {
    return low + (high - low) * this.#random.uniform();
  }

  /** Whole number from 0 to `bound` - 1. */
  int(bound: number): number {
    return this.#random.int(bound);
  }

  chance(share: number): boolean {
    return this.#random.uniform() < share;
  }

  one<T>(first: T, ...others: readonly T[]): T {
    return others[this.#random.int(others.length + 1) - 1] ?? first;
  }

  /** One of the three strong colours. */
  strong(): string {
    return this.one(this.colors.main, this.colors.second, this.colors.accent);
  }

  rect(x: number, y: number, width: number, height: number, fill: string, radius = 0, more = ''): void {
    const corner = radius === 0 ? '' : ` rx="${round(radius)}"`;
    this.#parts.push(
      `<rect x="${round(x)}" y="${round(y)}" width="${round(width)}" height="${round(height)}"${corner} fill="${paint(fill)}"${more}/>`,
    );
  }

  circle(x: number, y: number, radius: number, fill: string, more = ''): void {
    this.#parts.push(`<circle cx="${round(x)}" cy="${round(y)}" r="${round(radius)}" fill="${paint(fill)}"${more}/>`);
  }

  ellipse(x: number, y: number, across: number, up: number, fill: string, more = ''): void {
    this.#parts.push(`<ellipse cx="${round(x)}" cy="${round(y)}" rx="${round(across)}" ry="${round(up)}" fill="${paint(fill)}"${more}/>`);
  }

  /** Path data with numbers already in place; see `points`. */
  path(data: string, fill: string, more = ''): void {
    this.#leafFill = undefined;
    this.#parts.push(`<path d="${data}" fill="${paint(fill)}"${more}/>`);
  }

  /** An open line with round ends. */
  line(data: string, stroke: string, width: number, more = ''): void {
    this.#parts.push(`<path d="${data}" fill="none" stroke="${paint(stroke)}" stroke-width="${width}" stroke-linecap="round"${more}/>`);
  }

  /** Letters in a serif face, centred. */
  letters(x: number, y: number, size: number, text: string, fill: string): void {
    this.#parts.push(
      `<text x="${round(x)}" y="${round(y)}" font-family="Georgia,serif" font-size="${round(size)}" text-anchor="middle" fill="${paint(fill)}" stroke="none">${text}</text>`,
    );
  }

  /** A soft shadow on the ground. */
  shadow(x: number, y: number, across: number, up = 6): void {
    this.ellipse(x, y, across, up, this.colors.deep, ' opacity=".16" stroke="none"');
  }

  open(attributes: string): void {
    this.#parts.push(`<g ${attributes}>`);
  }

  close(): void {
    this.#parts.push('</g>');
  }

  /** A leaf shape from its stalk, turned by degrees from upright. */
  leaf(x: number, y: number, length: number, width: number, degrees: number, fill: string): void {
    const turn = (degrees * Math.PI) / 180;
    const [across, up] = [Math.sin(turn), -Math.cos(turn)];
    const [middleX, middleY] = [x + (across * length) / 2, y + (up * length) / 2];
    const [sideX, sideY] = [-up * width * 1.35, across * width * 1.35];
    const data = at`M${x} ${y}q${middleX + sideX - x} ${middleY + sideY - y} ${across * length} ${up * length}Q${middleX - sideX} ${middleY - sideY} ${x} ${y}`;
    // Leaves of one colour that follow one another become one path: all turn the same way round, so none cuts a hole into another.
    const last = this.#parts.at(-1);
    if (this.#leafFill === fill && last?.startsWith('<path d="') === true)
      this.#parts[this.#parts.length - 1] = `<path d="${data}${last.slice(9)}`;
    else this.path(data, fill);
    this.#leafFill = fill;
  }

  /** A vertical gradient, to be used as a fill. */
  gradient(from: string, to: string): string {
    const name = `g${this.#definitions.length}`;
    this.#definitions.push(
      `<linearGradient id="${name}" x2="0" y2="1"><stop stop-color="${paint(from)}"/><stop offset="1" stop-color="${paint(to)}"/></linearGradient>`,
    );
    return `url(#${name})`;
  }

  /** A cloth pattern on a ground: plain, stripes, checks or dots. */
  cloth(ground: string, ink: string, kind = this.int(4)): string {
    if (kind === 0) return ground;
    const name = `g${this.#definitions.length}`;
    const size = 8 + 2 * this.int(4);
    const half = size / 2;
    const mark =
      kind === 1
        ? `<path d="M0 0h${half}v${size}H0z"/>`
        : kind === 2
          ? `<path d="M0 0h${half}v${size}H0zM0 0h${size}v${half}H0z" fill-opacity=".5"/>`
          : `<circle cx="${half}" cy="${half}" r="2"/>`;
    this.#definitions.push(
      `<pattern id="${name}" width="${size}" height="${size}" patternUnits="userSpaceOnUse" stroke="none"><path d="M0 0h${size}v${size}H0z" fill="${paint(ground)}"/><g fill="${paint(ink)}">${mark}</g></pattern>`,
    );
    return `url(#${name})`;
  }

  /** A window of the given outline, to be used as a clip path. */
  window(outline: string): string {
    const name = `g${this.#definitions.length}`;
    this.#definitions.push(`<clipPath id="${name}"><path d="${outline}"/></clipPath>`);
    return `url(#${name})`;
  }

  /** A lighter or darker shade of a colour: -1 is the darkest of the palette, 1 the lightest. */
  shade(color: string, amount: number): string {
    return amount < 0 ? blend(color, this.colors.deep, -amount) : blend(color, this.colors.light, amount);
  }
}

/** Path data from a template: numbers are rounded to whole units. */
export function at(strings: TemplateStringsArray, ...numbers: readonly number[]): string {
  return strings
    .map((text, place) => (place < numbers.length ? text + String(round(numbers[place] ?? 0)) : text))
    .join('')
    .replaceAll('--', '')
    .replaceAll(' -', '-');
}

function round(value: number): number {
  // Adding zero turns a negative zero into zero.
  return Math.round(value) + 0;
}

function paint(fill: string): string {
  return fill.startsWith('url') || fill === 'none' ? fill : `#${fill}`;
}
