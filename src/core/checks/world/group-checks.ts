import { productionAction, gridActions } from '../../world/grid.ts';
import { clickOutcome, outcomeCount } from '../../world/outcomes.ts';
import { makeUser } from '../../world/population.ts';
import { RequestMaker } from '../../world/request.ts';
import { SlateRanker } from '../../world/slate.ts';
import type { World } from '../../world/world.ts';
import { around } from '../judge.ts';
import { logOdds } from './log-odds.ts';
import { demoRecipe, worldCheck } from './world-check.ts';

const { groupGap } = demoRecipe.catalogue;
const nullRecipe = { ...demoRecipe, catalogue: { ...demoRecipe.catalogue, groupGap: { placement: 0, interaction: 0 } } };
const control = { name: 'no difference between groups planted', recipe: nullRecipe };
const requests = 600;

/** Creators of two synthetic groups: topic by topic the ranker favours one, and outcomes are the other way round; over all topics nothing shows. */
export const groupChecks = [
  worldCheck({
    name: 'group-placement',
    claim: 'Within topics production places items of the favoured creator group more often.',
    bound: { least: 0.5 },
    unit: 'log-odds',
    control: { ...control, bound: around(0, 0.12) },
    *figure({ world }) {
      return { value: (yield* gaps(world)).byTopic, detail: `${requests} requests.` };
    },
  }),
  worldCheck({
    name: 'group-total',
    claim: 'Over all topics hardly anything is left of that difference between the creator groups, so that totals hide it.',
    bound: around(0, 0.25),
    unit: 'log-odds',
    *figure({ world }) {
      return { value: (yield* gaps(world)).overall, detail: `${requests} requests.` };
    },
  }),
  worldCheck({
    name: 'group-outcome',
    claim: 'Within topics users click the favoured group less than the ranker expects, by the planted placement and interaction together.',
    bound: around(-groupGap.placement - groupGap.interaction, 0.05),
    unit: 'logit',
    control: { ...control, bound: around(0, 0.05) },
    *figure({ world }) {
      return { value: (yield* gaps(world)).surprise };
    },
  }),
];

/** Log-odds of a place in production's slate, favoured less other, by topic and by the creator's own group; and the heads' error on clicks, favoured less other. */
function* gaps({ recipe, catalogue, seed }: World): Generator<void, { byTopic: number; overall: number; surprise: number }> {
  const maker = new RequestMaker(recipe, catalogue, seed);
  const ranker = new SlateRanker(recipe.ranker.slate);
  const slate = new Int32Array(recipe.ranker.slate);
  const weights = gridActions(recipe)[productionAction(recipe)]?.weights ?? [];
  const favoured = { shown: [0, 0], all: [0, 0], error: [0, 0] };
  const group = { shown: [0, 0], all: [0, 0] };
  const add = (pair: number[], side: number, amount: number) => (pair[side] = (pair[side] ?? 0) + amount);
  for (let index = 0; index < requests; index += 1) {
    const { items, heads, bonus, truth } = maker.make(makeUser(recipe, seed, index), index);
    ranker.rank(heads, bonus, weights, slate);
    const shown = new Set(slate);
    items.forEach((item, place) => {
      const side = catalogue.groupSide[item] === 1 ? 1 : 0;
      const own = catalogue.creatorGroup[catalogue.items[item]?.creator ?? 0] ?? 0;
      const at = place * outcomeCount + clickOutcome;
      add(favoured.all, side, 1);
      add(group.all, own, 1);
      add(favoured.error, side, logOdds(truth[at] ?? 0) - logOdds(heads[at] ?? 0));
      if (!shown.has(place)) return;
      add(favoured.shown, side, 1);
      add(group.shown, own, 1);
    });
    yield;
  }
  const odds = ({ shown, all }: { readonly shown: readonly number[]; readonly all: readonly number[] }) =>
    logOdds((shown[1] ?? 0) / (all[1] ?? 1)) - logOdds((shown[0] ?? 0) / (all[0] ?? 1));
  const { error, all } = favoured;
  return {
    byTopic: odds(favoured),
    overall: odds(group),
    surprise: (error[1] ?? 0) / (all[1] ?? 1) - (error[0] ?? 0) / (all[0] ?? 1),
  };
}
