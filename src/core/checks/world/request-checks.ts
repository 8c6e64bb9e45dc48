import { outcomeCount, saveOutcome } from '../../world/outcomes.ts';
import { type WorldRecipe, worldRecipe } from '../../world/recipe.ts';
import { around } from '../judge.ts';
import { gainByEarlierWorth } from './ads-taste-figure.ts';
import { aversionGap } from './aversion-figure.ts';
import { laterOverFirst } from './fatigue-figure.ts';
import { knownShare } from './known-share-figure.ts';
import { stayGap } from './stay-figure.ts';
import { demoRecipe, worldCheck } from './world-check.ts';

const { taste } = demoRecipe;
const tasteWith = (change: Partial<WorldRecipe['taste']>): WorldRecipe => ({ ...demoRecipe, taste: { ...taste, ...change } });

/** What is planted in requests and in what the ranker knows of them. */
export const requestChecks = [
  worldCheck({
    name: 'head-knowledge',
    claim: "The ranker's heads know only the planted share of a user's own intensity.",
    bound: around(taste.rho, 0.02),
    control: { name: 'heads that know half', bound: around(worldRecipe('weak').taste.rho, 0.02), recipe: worldRecipe('weak') },
    figure: ({ world }) => knownShare(world),
  }),
  worldCheck({
    name: 'topic-aversion',
    claim: 'Users who avoid a topic hide its items more than the ranker expects, by the planted logit.',
    bound: around(taste.aversion, 0.15),
    unit: 'logit',
    control: { name: 'an aversion without effect', bound: around(0, 0.15), recipe: tasteWith({ aversion: 0 }) },
    figure: ({ world }) => aversionGap(world),
  }),
  worldCheck({
    name: 'saves-per-request',
    claim: 'At least 80% of requests have at most one save.',
    bound: { least: 0.8 },
    control: {
      name: 'save rates 3 logits higher',
      bound: { most: 0.6 },
      recipe: {
        ...demoRecipe,
        outcome: {
          ...demoRecipe.outcome,
          base: demoRecipe.outcome.base.map((base, outcome) => (outcome === saveOutcome ? base + 3 : base)),
        },
      },
    },
    *figure(subject) {
      const { rows, rewards } = yield* subject.logged();
      let few = 0;
      for (let row = 0; row < rows; row += 1) if ((rewards[row * outcomeCount + saveOutcome] ?? 0) <= 1) few += 1;
      return { value: few / rows, detail: `${rows} logged requests.` };
    },
  }),
  worldCheck({
    name: 'topic-fatigue',
    claim: 'Topics tire within a session: later requests bring fewer positive outcomes than the first, for the same user.',
    bound: { most: 0.6 },
    unit: 'times',
    control: {
      name: 'no fatigue planted',
      bound: around(1, 0.1),
      recipe: { ...demoRecipe, session: { ...demoRecipe.session, fatigue: 0 } },
    },
    figure: ({ world }) => laterOverFirst(world),
  }),
  worldCheck({
    name: 'satisfied-stay',
    claim: 'Users who find three things they like or more in their first request ask for a second one more often than those who find none.',
    bound: { least: 0.8 },
    unit: 'log-odds',
    control: {
      name: 'exits that satisfaction has no part in',
      bound: around(0, 0.5),
      recipe: { ...demoRecipe, session: { ...demoRecipe.session, satisfaction: 0 } },
    },
    figure: ({ world }) => stayGap(world),
  }),
  worldCheck({
    name: 'lookers-and-buyers',
    claim:
      'With ads, weights chosen by what the earlier clicks of users were worth earn 1% more of revenue and clicks together than the best weights for all.',
    bound: { least: 0.01 },
    control: {
      name: 'users whose clicks are all worth their bid',
      bound: { most: 0.005 },
      recipe: { ...demoRecipe, ads: { ...demoRecipe.ads, taste: worldRecipe('control').ads.taste } },
    },
    figure: ({ world }) => gainByEarlierWorth(world),
  }),
];
