import { type WorldRecipe, worldRecipe } from '../../world/recipe.ts';
import { around } from '../judge.ts';
import { saveAfterCloseup } from './closeup-figure.ts';
import { dormantShare } from './dormant-figure.ts';
import { nearOverFar } from './feed-order-figure.ts';
import { popularityExponent } from './popularity-figure.ts';
import { rareItems } from './rare-items-figure.ts';
import { withinOverBetween } from './session-topic-figure.ts';
import { demoRecipe, worldCheck } from './world-check.ts';

const { sequence, taste, catalogue } = demoRecipe;
const without = (change: Partial<WorldRecipe['sequence']>): WorldRecipe => ({ ...demoRecipe, sequence: { ...sequence, ...change } });

/** What is planted in the sequences over two years. */
export const sequenceChecks = [
  worldCheck({
    name: 'save-after-closeup',
    claim: 'After a closeup of the same topic in the session a save is likelier by the planted factor, within the same user.',
    bound: around(sequence.saveAfterCloseup, 0.15),
    unit: 'times',
    control: { name: 'no dependence planted', bound: around(1, 0.1), recipe: without({ saveAfterCloseup: 1 }) },
    figure: ({ world }) => saveAfterCloseup(world),
  }),
  worldCheck({
    name: 'dormant-interests',
    claim: 'Most of the planted share of users, among the busy ones, show a strong interest that sleeps for over 90 days and comes back.',
    bound: { least: 0.6 * taste.seasonal, most: 1.2 * taste.seasonal },
    control: {
      name: 'no seasonal interests planted',
      bound: { most: 0.2 * taste.seasonal },
      recipe: { ...demoRecipe, taste: { ...taste, seasonal: 0 } },
    },
    figure: ({ world }) => dormantShare(world),
  }),
  worldCheck({
    name: 'long-tail',
    claim: 'Within a topic the number of events falls with popularity rank by the planted exponent.',
    bound: around(catalogue.zipf, 0.1),
    control: { name: 'every item equally popular', bound: around(0, 0.1), recipe: { ...demoRecipe, catalogue: { ...catalogue, zipf: 0 } } },
    figure: ({ world }) => popularityExponent(world),
  }),
  worldCheck({
    name: 'rare-items',
    claim: 'In the small preset more than 60% of the items have fewer than 5 events.',
    recipe: worldRecipe('small'),
    bound: { least: 0.6 },
    control: {
      name: 'a catalogue of a tenth',
      bound: { most: 0.5 },
      recipe: { ...worldRecipe('small'), catalogue: { ...catalogue, items: catalogue.items / 10 } },
    },
    figure: ({ world }) => rareItems(world),
  }),
  worldCheck({
    name: 'feed-order',
    claim:
      'The order of the items inside a session means nothing: a step is as near in topic to the step before as to the one before that.',
    bound: around(1, 0.03),
    unit: 'times',
    control: {
      name: 'three steps in ten that take up the topic of the step before',
      bound: { least: 1.05 },
      recipe: without({ follow: 0.3 }),
    },
    figure: ({ world }) => nearOverFar(world),
  }),
  worldCheck({
    name: 'session-topics',
    claim:
      'A session stays with its topic: its first steps share theirs at least twice as often as the first steps of two sessions in turn.',
    bound: { least: 2 },
    unit: 'times',
    control: { name: 'sessions without a topic of their own', bound: around(1, 0.25), recipe: without({ focus: 0 }) },
    figure: ({ world }) => withinOverBetween(world),
  }),
];
