import { bestStaticCell, type StaticCell } from '../../world/best-static-cell.ts';
import { type FrontierRatio, frontierRatio } from '../../world/frontier-ratio.ts';
import { gridActions, productionAction } from '../../world/grid.ts';
import { outcomeCount, saveOutcome } from '../../world/outcomes.ts';
import { tasteCohorts } from '../../world/population.ts';
import { worldRecipe } from '../../world/recipe.ts';
import { coreActivity, type RewardStudy } from '../../world/reward-study.ts';
import type { CheckDefinition } from '../check-definition.ts';
import { poolStates, type StateGroup } from './pool-states.ts';
import { demoRecipe, worldCheck } from './world-check.ts';

const controlRecipe = worldRecipe('control');
const controlName = 'a population without tastes of its own';
/** How far the held rewards may move on the requests a policy is chosen on: half of what is claimed, as they move a little more on others. */
const tolerance = 0.005;
const byTaste: StateGroup = ({ cohort }, state) => cohort[state] ?? 0;

/** What personalising can add, by exact rewards and without learning. */
export const frontierChecks: readonly CheckDefinition[] = [
  worldCheck({
    batch: 'rewards',
    name: 'personalised-frontier',
    claim:
      'Choosing weights by taste cohort reaches at least 1.2 times the hypervolume of the best mixed static weights, and at most 1.03 times where tastes do not differ.',
    bound: { least: 1.2 },
    unit: 'times',
    control: { name: controlName, bound: { most: 1.03 }, recipe: controlRecipe },
    *figure(subject) {
      const studies = yield* subject.studies();
      const pooled = ratios(studies);
      const { production, origin, nadir } = pooled.ratio;
      yield;
      const single = studies.map((study) => ratios([study]).ratio.production.toFixed(2));
      return {
        value: production,
        detail: `Reference 0.9 x production: ${production.toFixed(3)}; origin: ${origin.toFixed(3)}; nadir - 10%: ${nadir.toFixed(3)}; ${studies.length} worlds together, each alone (with more noise): ${single.join(', ')}.`,
      };
    },
  }),
  worldCheck({
    batch: 'rewards',
    name: 'held-rewards',
    claim:
      'Along that frontier clicks, long clicks, outbound clicks and hides stay within 1% of production, on requests that did not choose it.',
    bound: { most: 0.01 },
    *figure(subject) {
      return { value: ratios(yield* subject.studies()).worstDrift };
    },
  }),
  worldCheck({
    batch: 'rewards',
    name: 'better-cell',
    claim: 'In one cohort some static weights beat production by 2% or more on saves and p2p at once, with no other reward below -1%.',
    bound: { least: 0.02 },
    control: { name: 'a population that production serves without its extra rule', bound: { most: 0.005 }, recipe: controlRecipe },
    *figure(subject) {
      const studies = yield* subject.studies();
      const { action, gain, worstOther } = bestCellOf(studies, ({ boosted }, state) => boosted[state] ?? 0);
      const name = gridActions(subject.world.recipe)[action]?.name ?? 'none';
      return { value: gain, detail: `Best: ${name}; the other rewards at ${(100 * worstOther).toFixed(1)}% or better.` };
    },
  }),
  {
    batch: 'rewards',
    claim: {
      name: 'core-near-best',
      area: 'world',
      claim: `Users with ${coreActivity} sessions a day or more, mostly CORE, are served near their best: no static weights gain over 1% on saves and p2p at once.`,
      bound: { most: 0.01 },
      control: { name: 'users whom production serves by its extra rule, in the same worlds', bound: { least: 0.02 } },
    },
    *measure(shelf) {
      const studies = yield* shelf.subject(demoRecipe).studies();
      const core = bestCellOf(studies, (study, state) => study.core[state] ?? 0);
      const boosted = bestCellOf(studies, (study, state) => study.boosted[state] ?? 0);
      const cells = gridActions(demoRecipe).length;
      return {
        value: core.gain,
        control: boosted.gain,
        detail: `Weights that lower no reward, production among them: ${core.notWorse} of ${cells}; control: ${boosted.notWorse}.`,
      };
    },
  },
  worldCheck({
    batch: 'rewards',
    name: 'cohort-tastes',
    claim: 'Under production weights savers save at least twice as much as browsers.',
    bound: { least: 2 },
    unit: 'times',
    control: { name: controlName, bound: { least: 0.8, most: 1.25 }, recipe: controlRecipe },
    *figure(subject) {
      const studies = yield* subject.studies();
      const { actions, halves } = poolStates(studies, tasteCohorts.length, byTaste);
      const means = tasteCohorts.map((_, cohort) => {
        const at = (cohort * actions + productionAction(subject.world.recipe)) * outcomeCount + saveOutcome;
        const users = studies.reduce((sum, study) => sum + study.cohort.filter((own) => own === cohort).length, 0);
        return ((halves[0][at] ?? 0) + (halves[1][at] ?? 0)) / (2 * users);
      });
      const words = tasteCohorts.map((name, cohort) => `${name} ${(means[cohort] ?? 0).toFixed(3)}`);
      return { value: (means[0] ?? 0) / (means[1] ?? 0), detail: `Saves per request: ${words.join(', ')}.` };
    },
  }),
];

/** The best static action for the users of group 1. */
function bestCellOf(studies: readonly RewardStudy[], groupOf: StateGroup): StaticCell {
  return bestStaticCell({ ...poolStates(studies, 2, groupOf), boosted: Uint8Array.of(0, 1) });
}

/** Chosen on one half and valued on the other, and the other way round: the mean ratios, and the larger drift. */
function ratios(studies: readonly RewardStudy[]): Pick<FrontierRatio, 'ratio' | 'worstDrift'> {
  const pooled = poolStates(studies, tasteCohorts.length, byTaste);
  const swapped: RewardStudy = { ...pooled, halves: [pooled.halves[1], pooled.halves[0]] };
  const [first, second] = [frontierRatio(pooled, tolerance), frontierRatio(swapped, tolerance)];
  const mean = (reference: keyof FrontierRatio['ratio']) => (first.ratio[reference] + second.ratio[reference]) / 2;
  return {
    ratio: { production: mean('production'), origin: mean('origin'), nadir: mean('nadir') },
    worstDrift: Math.max(first.worstDrift, second.worstDrift),
  };
}
