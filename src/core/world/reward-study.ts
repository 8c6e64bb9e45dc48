import type { Catalogue } from './catalogue.ts';
import { ExpectedRewards } from './expected.ts';
import { gridActions } from './grid.ts';
import { outcomeCount } from './outcomes.ts';
import { makeUser } from './population.ts';
import type { WorldRecipe } from './recipe.ts';
import { RequestMaker } from './request.ts';
import { SlateRanker } from './slate.ts';

/** Exact expected rewards of every action for a sample of users, candidates averaged out in two halves that share no request. */
export interface RewardStudy {
  readonly states: number;
  readonly actions: number;
  /** Taste cohort of each state. */
  readonly cohort: Uint8Array;
  /** 1 where production boosts partner items. */
  readonly boosted: Uint8Array;
  /** 1 for users who come often enough to be CORE as a rule. */
  readonly core: Uint8Array;
  /** Two halves; value at ((state * actions) + action) * outcomeCount + outcome. */
  readonly halves: readonly [Float64Array, Float64Array];
  /** Mean over requests of the best action for each request alone when saves and p2p weigh as production earns them: a ceiling no policy reaches. */
  readonly oracle: readonly number[];
}

/** Sessions a day that bring about 8 active days in 28. */
export const coreActivity = 0.3;

/** `studySteps` in one go. */
export function studyRewards(recipe: WorldRecipe, catalogue: Catalogue, seed: number, states: number, requests: number): RewardStudy {
  const steps = studySteps(recipe, catalogue, seed, states, requests);
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}

/**
 * One user is one state: the hidden intensities are known and the candidates are averaged over `requests` requests per half. Yields after each state, so that
 * the caller can give way.
 */
export function* studySteps(
  recipe: WorldRecipe,
  catalogue: Catalogue,
  seed: number,
  states: number,
  requests: number,
): Generator<void, RewardStudy> {
  const actions = gridActions(recipe);
  const maker = new RequestMaker(recipe, catalogue, seed);
  const ranker = new SlateRanker(recipe.ranker.slate);
  const expected = new ExpectedRewards(recipe);
  const slate = new Int32Array(recipe.ranker.slate);
  const size = actions.length * outcomeCount;
  const halves: [Float64Array, Float64Array] = [new Float64Array(states * size), new Float64Array(states * size)];
  const cohort = new Uint8Array(states);
  const boosted = new Uint8Array(states);
  const core = new Uint8Array(states);
  const one = new Float64Array(size);
  const oracle = [0, 0];
  // Request numbers beyond those of any log: a study never looks at logged requests.
  const firstRequest = 2 ** 40;
  for (let state = 0; state < states; state += 1) {
    const user = makeUser(recipe, seed, state);
    cohort[state] = user.cohort;
    boosted[state] = user.activity < recipe.ranker.partnerBoost.activityBelow ? 1 : 0;
    core[state] = user.activity >= coreActivity ? 1 : 0;
    for (let request = 0; request < 2 * requests; request += 1) {
      const { heads, bonus, truth } = maker.make(user, firstRequest + state * 2 * requests + request);
      const half = halves[request % 2] ?? halves[0];
      actions.forEach(({ weights }, action) => {
        ranker.rank(heads, bonus, weights, slate);
        expected.write(truth, slate, one, action * outcomeCount);
      });
      for (let place = 0; place < size; place += 1)
        half[state * size + place] = (half[state * size + place] ?? 0) + (one[place] ?? 0) / requests;
      addBest(one, actions.length, oracle, 1 / (2 * requests * states));
    }
    yield;
  }
  return { states, actions: actions.length, cohort, boosted, core, halves, oracle };
}

function addBest(rewards: Float64Array, actions: number, into: number[], share: number): void {
  const middle = (actions - 1) / 2;
  const scale = (outcome: number) => rewards[middle * outcomeCount + outcome] ?? 1;
  let best = middle;
  let most = -Infinity;
  for (let action = 0; action < actions; action += 1) {
    const value = (rewards[action * outcomeCount] ?? 0) / scale(0) + (rewards[action * outcomeCount + 1] ?? 0) / scale(1);
    if (value > most) {
      most = value;
      best = action;
    }
  }
  into.forEach((_, outcome) => (into[outcome] = (into[outcome] ?? 0) + share * (rewards[best * outcomeCount + outcome] ?? 0)));
}
