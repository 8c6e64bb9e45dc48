import type { WorldRecipe } from '../../world/recipe.ts';
import { around } from '../judge.ts';
import { bitsFromContext, rarePrefixes } from './code-figure.ts';
import { demoRecipe, worldCheck } from './world-check.ts';

const { catalogue } = demoRecipe;
const without = (change: Partial<WorldRecipe['catalogue']['codes']>): WorldRecipe => ({
  ...demoRecipe,
  catalogue: { ...catalogue, codes: { ...catalogue.codes, ...change } },
});

/** What is planted in the hidden semantic codes of the items. */
export const codeChecks = [
  worldCheck({
    name: 'rare-prefixes',
    claim: 'About 40% of the prefixes of two codes hold fewer than 5 items.',
    bound: around(0.4, 0.05),
    control: { name: 'codes that are all as common', bound: { most: 0.25 }, recipe: without({ zipf: 0 }) },
    figure: ({ world }) => rarePrefixes(world),
  }),
  worldCheck({
    name: 'codes-in-context',
    claim: 'A code means something only under its prefix: the codes before it save bits on the third and fourth code of items not counted.',
    bound: { least: 0.5 },
    unit: 'bits',
    control: { name: 'codes that mean the same under every prefix', bound: around(0, 0.1), recipe: without({ inContext: false }) },
    figure: ({ world }) => bitsFromContext(world),
  }),
];
