import { topicLeaf } from '../catalogue/topic-tree.ts';
import { KeyedRandom } from '../keyed-random.ts';
import { blend, styles, type Palette } from './palettes.ts';
import { Pen, sheet } from './pen.ts';
import type { PictureTraits } from './picture-code.ts';
import type { Scene } from './scene.ts';
import { drawArt } from './scenes/art.ts';
import { drawCelebration } from './scenes/celebrations.ts';
import { drawCraft } from './scenes/crafts.ts';
import { drawGarden } from './scenes/garden.ts';
import { drawOutfit } from './scenes/outfits.ts';
import { drawRecipe } from './scenes/recipes.ts';
import { drawRoom } from './scenes/rooms.ts';
import { drawTrip } from './scenes/trips.ts';

const scenes: readonly Scene[] = [drawRoom, drawRecipe, drawTrip, drawOutfit, drawGarden, drawCraft, drawCelebration, drawArt];

/**
 * The picture of an item as an SVG text of under 4 kB, 4:5 upright. The topic decides what is drawn, the style how it is coloured and framed,
 * the seed the shapes; a near-duplicate is the same drawing, cropped and tinted a little more with every step.
 */
export function itemPicture(traits: PictureTraits): string {
  const leaf = topicLeaf(traits.topic);
  const style = styles[traits.style] ?? styles[0];
  if (style === undefined) throw new Error('No styles.');
  const random = new KeyedRandom(traits.topic, 'world-picture').start(traits.seed);
  const chosen = style.palettes[random.int(style.palettes.length)];
  const scene = scenes[leaf.top];
  if (chosen === undefined || scene === undefined) throw new Error('No palette or no scene.');
  const palette = varied(chosen, random);
  const pen = new Pen(random, palette);
  scene(pen, leaf.middle, leaf.low);
  const stroke = style.outlined ? ` stroke="#${palette.deep}" stroke-width="1.2" stroke-linejoin="round"` : '';
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${crop(traits)}">`,
    `<defs>${pen.definitions}${texture(style.texture, palette)}${clip(style.frame)}</defs>`,
    ground(style.frame, palette),
    // Half of the pictures look the other way; letters may not.
    `<g${leaf.top !== 7 && traits.seed % 2 === 1 ? ' transform="matrix(-1 0 0 1 240 0)"' : ''}${style.frame === 'full' ? '' : ' clip-path="url(#f)"'}${stroke}>${pen.body}</g>`,
    style.texture === 'none' ? '' : '<path d="M0 0h240v300H0z" fill="url(#t)"/>',
    tint(traits, palette),
    '</svg>',
  ].join('');
}

/** No two items have quite the same colours: each leans a little towards a neighbour in the palette. */
function varied(palette: Palette, random: KeyedRandom): Palette {
  const { back, ground, deep, main, second, accent, light } = palette;
  return {
    back: blend(back, random.int(2) === 0 ? ground : light, 0.4 * random.uniform()),
    ground: blend(ground, random.int(2) === 0 ? back : second, 0.25 * random.uniform()),
    deep: blend(deep, main, 0.15 * random.uniform()),
    main: blend(main, random.int(2) === 0 ? second : accent, 0.25 * random.uniform()),
    second: blend(second, random.int(2) === 0 ? main : accent, 0.2 * random.uniform()),
    accent: blend(accent, random.int(2) === 0 ? main : light, 0.2 * random.uniform()),
    light,
  };
}

/** Copies are cropped: a step of the chain moves the window a little further the same way, and copies of one step differ by a unit or two. */
function crop({ seed, variant }: PictureTraits): string {
  if (variant === 0) return `0 0 ${sheet.width} ${sheet.height}`;
  const [steps, own] = [Math.min(8, Math.floor(variant / 64)), variant % 64];
  const width = sheet.width - 8 - 3 * steps - (own % 5);
  const height = (width * sheet.height) / sheet.width;
  const across = (seed % 2 === 0 ? 0.2 : 0.8) * (sheet.width - width) + ((own >> 2) % 4) - 1.5;
  const down = ((seed >>> 1) % 2 === 0 ? 0.2 : 0.8) * (sheet.height - height) + ((own >> 4) % 4) - 1.5;
  return `${across.toFixed(1)} ${down.toFixed(1)} ${width} ${height}`;
}

/** Copies fade towards one of the palette's colours. */
function tint({ seed, variant }: PictureTraits, palette: Palette): string {
  if (variant === 0) return '';
  const color = seed % 3 === 0 ? palette.accent : palette.main;
  return `<path d="M0 0h240v300H0z" fill="#${color}" opacity="${(0.03 + 0.015 * Math.min(8, Math.floor(variant / 64))).toFixed(3)}"/>`;
}

function ground(frame: string, palette: Palette): string {
  if (frame === 'full') return '';
  return `<path d="M0 0h240v300H0z" fill="#${frame === 'card' ? palette.ground : palette.light}"/>`;
}

function clip(frame: string): string {
  if (frame === 'full') return '';
  const shapes = {
    print: '<path d="M14 14h212v258H14z"/>',
    arch: '<path d="M16 286V116a104 104 0 0 1 208 0v170z"/>',
    card: '<rect x="11" y="11" width="218" height="278" rx="22"/>',
  };
  return `<clipPath id="f">${frame === 'print' ? shapes.print : frame === 'arch' ? shapes.arch : shapes.card}</clipPath>`;
}

function texture(kind: string, palette: Palette): string {
  if (kind === 'none') return '';
  const mark = kind === 'dots' ? '<circle cx="2" cy="2" r=".8"/>' : '<path d="M0 0h6v1H0zM0 0v6h1V0z"/>';
  return `<pattern id="t" width="6" height="6" patternUnits="userSpaceOnUse"><g fill="#${palette.deep}" opacity=".07">${mark}</g></pattern>`;
}
