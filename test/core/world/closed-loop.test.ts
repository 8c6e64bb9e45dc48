import { describe, expect, it } from 'vitest';
import { ClosedLoop, type LoopStep } from '../../../src/core/world/closed-loop.ts';
import { finish } from '../../../src/core/policy/progress.ts';
import { deploy } from '../../../src/core/world/deployment.ts';
import { gridActions, productionAction } from '../../../src/core/world/grid.ts';
import { stateColumns } from '../../../src/core/world/log-columns.ts';
import { clickOutcome, hideOutcome, outcomeCount } from '../../../src/core/world/outcomes.ts';
import { makeUser } from '../../../src/core/world/population.ts';
import { worldRecipe } from '../../../src/core/world/recipe.ts';
import { Truth } from '../../../src/core/world/truth.ts';
import { makeWorld, type World } from '../../../src/core/world/world.ts';

const recipe = worldRecipe('demo');
const world = makeWorld(recipe, 7);
const actions = gridActions(recipe);
const production = actions[productionAction(recipe)]?.weights ?? [];
const other = actions[0]?.weights ?? [];

function withFatigue(fatigue: number, exit = recipe.session.exit): World {
  return { ...world, recipe: { ...recipe, session: { ...recipe.session, fatigue, exit } } };
}

function sessions(of: World, users: number): readonly (readonly LoopStep[])[] {
  const loop = new ClosedLoop(of);
  return Array.from({ length: users }, (_, index) => loop.play(makeUser(recipe, 7, index), 0, () => production));
}

describe('the closed loop', () => {
  it('plays the same session again, whatever was played before', () => {
    const loop = new ClosedLoop(world);
    const user = makeUser(recipe, 7, 5);
    const first = loop.play(user, 3, () => production);
    loop.play(makeUser(recipe, 7, 6), 0, () => other);
    expect(loop.play(user, 3, () => production)).toEqual(first);
    expect(loop.play(user, 4, () => production)).not.toEqual(first);
  });

  it('gives two policies the same luck: a policy that changes its mind late shares the beginning', () => {
    const loop = new ClosedLoop(withFatigue(0.3, -20));
    const user = makeUser(recipe, 7, 5);
    const whole = loop.play(user, 0, () => production);
    const changed = loop.play(user, 0, (before) => (before.length < 4 ? production : other));
    expect(whole).toHaveLength(recipe.session.mostRequests);
    expect(changed.slice(0, 4)).toEqual(whole.slice(0, 4));
    expect(changed.slice(4)).not.toEqual(whole.slice(4));
  });

  it('14: clicks fall along a session with fatigue, the more of it the more, and not without', () => {
    const fall = (fatigue: number) => {
      const played = sessions(withFatigue(fatigue, -20), 60);
      const clicks = (from: number, until: number) =>
        played.reduce(
          (sum, steps) => sum + steps.slice(from, until).reduce((inner, { counts }) => inner + (counts[clickOutcome] ?? 0), 0),
          0,
        );
      return clicks(6, 12) / clicks(0, 6);
    };
    const [none, some, much] = [fall(0), fall(0.3), fall(0.6)];
    expect(Math.abs(none - 1)).toBeLessThan(0.15);
    expect(some).toBeLessThan(0.6);
    expect(much).toBeLessThan(some);
    expect(worldRecipe('null').session.fatigue).toBe(0);
  });

  it('14: users who find something stay longer', () => {
    const played = sessions(world, 400);
    const liked = (step: LoopStep | undefined) => (step?.counts ?? []).slice(0, 5).reduce((sum, count) => sum + count, 0);
    const stayed = (chosen: (count: number) => boolean) => {
      const some = played.filter((steps) => chosen(liked(steps[0])));
      return some.filter(({ length }) => length > 1).length / some.length;
    };
    expect(stayed((count) => count >= 3)).toBeGreaterThan(stayed((count) => count === 0) + 0.15);
  });
});

describe('a policy that is deployed', () => {
  const users = [3, 4, 5, 6, 7];
  const served = (fatigue: number, weights: readonly number[]) => finish(deploy(withFatigue(fatigue), users, () => weights));
  const truth = new Truth(world);

  it('earns its one-step value where topics do not tire and it looks at nothing', () => {
    const { requestsPerUser } = recipe.population;
    const sum = new Float64Array(outcomeCount);
    for (const user of users)
      for (let place = 0; place < requestsPerUser; place += 1)
        truth.value(user * requestsPerUser + place, other).forEach((value, outcome) => (sum[outcome] = (sum[outcome] ?? 0) + value));
    const { expected, requests } = served(0, other);
    expect(requests).toBe(users.length * requestsPerUser);
    expected.forEach((value, outcome) => expect(value).toBeCloseTo(sum[outcome] ?? 0, 6));
  });

  it('earns less the more they tire, but for hides', () => {
    const [fresh, tired, worn] = [served(0, production), served(0.3, production), served(0.6, production)];
    for (let outcome = 0; outcome < outcomeCount; outcome += 1) {
      if (outcome === hideOutcome) continue;
      expect(tired.expected[outcome]).toBeLessThan(0.9 * (fresh.expected[outcome] ?? 0));
      expect(worn.expected[outcome]).toBeLessThan(tired.expected[outcome] ?? 0);
    }
    expect(worn.sessions).toBeGreaterThan(fresh.sessions);
  });

  it('sees in the state what came of its own choices', () => {
    const savesSeen = (weights: readonly number[]) => {
      const saves = stateColumns.findIndex(({ name }) => name === 'saves_28d');
      const seen: number[] = [];
      finish(
        deploy(withFatigue(0), users, (values) => {
          seen.push(values[saves] ?? 0);
          return weights;
        }),
      );
      const { requestsPerUser } = recipe.population;
      const at = (place: number) => users.map((_, user) => seen[user * requestsPerUser + place] ?? Number.NaN);
      return { first: at(0), last: at(requestsPerUser - 1) };
    };
    const [toSaves, toP2p] = [savesSeen(actions[42]?.weights ?? []), savesSeen(actions[6]?.weights ?? [])];
    expect(toSaves.first).toEqual(toP2p.first);
    const total = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0);
    expect(total(toSaves.last)).toBeGreaterThan(total(toP2p.last));
  });
});
