import { describe, expect, it } from 'vitest';
import type { ColumnData } from '../../../src/core/dataset/column.ts';
import { ExplorationLog } from '../../../src/core/world/exploration-log.ts';
import { gridActions, productionAction } from '../../../src/core/world/grid.ts';
import { explorationColumns, explorationSchema } from '../../../src/core/world/log-columns.ts';
import { outcomes } from '../../../src/core/world/outcomes.ts';
import { makeUser } from '../../../src/core/world/population.ts';
import { worldRecipe } from '../../../src/core/world/recipe.ts';
import { RequestMaker } from '../../../src/core/world/request.ts';
import { SequencePlayer } from '../../../src/core/world/sequence.ts';
import { SlateRanker } from '../../../src/core/world/slate.ts';
import { dayMs, sequenceDays } from '../../../src/core/world/time.ts';
import { heldOutRequest, heldOutRequests, Truth } from '../../../src/core/world/truth.ts';
import { makeWorld } from '../../../src/core/world/world.ts';

const recipe = worldRecipe('demo');
const world = makeWorld(recipe, 7);
const rows = 4_000;
const perUser = recipe.population.requestsPerUser;

function fill(first: number, count: number, of = world): readonly ColumnData[] {
  const work = new ExplorationLog(of).fill(first, count);
  for (;;) {
    const step = work.next();
    if (step.done === true) return step.value;
  }
}

const log = fill(0, rows);
const column = (name: string, columns = log): ColumnData => {
  const index = explorationColumns(recipe).findIndex((one) => one.name === name);
  const found = columns[index];
  if (found === undefined) throw new Error(`no column ${name}`);
  return found;
};
const value = (name: string, row: number) => column(name)[row] ?? Number.NaN;

describe('the exploration log', () => {
  it('has one column of numbers per column of its schema, in about a hundred bytes a row', () => {
    const schema = explorationSchema(recipe, rows);
    expect(log).toHaveLength(schema.columns.length);
    expect(log.reduce((sum, data) => sum + data.BYTES_PER_ELEMENT, 0)).toBeLessThan(110);
    expect(schema.production).toBe('production');
    expect(schema.actions).toHaveLength(49);
    // What would tell a policy what came after, or what the arm was, is no context.
    const context = schema.columns.filter(({ role }) => role === 'context').map(({ name }) => name);
    for (const name of ['explore_flag', 'same_slate', 'propensity', ...outcomes]) expect(context).not.toContain(name);
  });

  it('stores the marginal propensity and draws arms by it', () => {
    const production = productionAction(recipe);
    let produced = 0;
    let explored = 0;
    for (let row = 0; row < rows; row += 1) {
      const action = value('action', row);
      expect(value('propensity', row)).toBe(0.9 / 49 + (action === production ? 0.1 : 0));
      if (value('explore_flag', row) === 0) expect(action).toBe(production);
      else explored += 1;
      if (action === production) produced += 1;
    }
    const chance = 0.9 / 49 + 0.1;
    expect(Math.abs(produced / rows - chance)).toBeLessThan(4 * Math.sqrt((chance * (1 - chance)) / rows));
    expect(Math.abs(explored / rows - 0.9)).toBeLessThan(4 * Math.sqrt(0.09 / rows));
  });

  it('makes any range of rows alone, from the middle of a user too', () => {
    const part = fill(3 * perUser + 7, 100);
    log.forEach((data, index) => expect(part[index]).toEqual(data.slice(3 * perUser + 7, 3 * perUser + 107)));
  });

  it('keeps rewards that are the clipped counts of its outcome bits', () => {
    for (let row = 0; row < 500; row += 1) {
      const counts = outcomes.map(() => 0);
      for (let position = 1; position <= recipe.ranker.slate; position += 1) {
        const bits = value(`outcomes_${position}`, row);
        counts.forEach((count, outcome) => (counts[outcome] = count + ((bits >>> outcome) & 1)));
        // A long click is a click.
        if ((bits & 8) !== 0) expect(bits & 4).toBe(4);
      }
      outcomes.forEach((name, outcome) => expect(value(name, row)).toBe(Math.min(recipe.outcome.clip, counts[outcome] ?? 0)));
    }
  });

  it('keeps which actions give the same slate', () => {
    const maker = new RequestMaker(recipe, world.catalogue, world.seed);
    const ranker = new SlateRanker(recipe.ranker.slate);
    let others = 0;
    for (let row = 0; row < 60; row += 1) {
      const { items, heads, bonus } = maker.make(makeUser(recipe, world.seed, value('user', row)), row);
      const logged = Array.from({ length: recipe.ranker.slate }, (_, place) => value(`item_${place + 1}`, row));
      let same = BigInt(value('same_slate', row));
      for (const { weights } of gridActions(recipe)) {
        const slate = new Int32Array(recipe.ranker.slate);
        ranker.rank(heads, bonus, weights, slate);
        const equal = slate.every((place, position) => items[place] === logged[position]);
        expect((same & 1n) === 1n).toBe(equal);
        if (equal) others += 1;
        same >>= 1n;
      }
    }
    expect(others).toBeGreaterThan(60);
  });

  it('shows a policy only what came before the request', () => {
    const names = ['saves_28d', 'p2p_28d', 'clicks_28d', 'outbound_28d', 'hides_28d'];
    const rewardNames = ['save', 'p2p', 'click', 'outbound', 'hide'];
    const player = new SequencePlayer(world);
    for (let user = 0; user < 30; user += 1) {
      const steps: { atMs: number; counts: number[] }[] = [];
      player.play(makeUser(recipe, world.seed, user), sequenceDays - 28, sequenceDays, ({ atMs, actions }) => {
        const has = (bit: number) => ((actions & bit) === 0 ? 0 : 1);
        steps.push({ atMs, counts: [has(4), has(8), has(2), has(16), has(32)] });
      });
      for (let row = user * perUser; row < (user + 1) * perUser; row += 1) {
        const atMs = value('at', row);
        const seen = steps.filter((step) => step.atMs < atMs && step.atMs >= atMs - 28 * dayMs);
        names.forEach((name, kind) => expect(value(name, row)).toBe(seen.reduce((sum, { counts }) => sum + (counts[kind] ?? 0), 0)));
        steps.push({ atMs, counts: rewardNames.map((name) => value(name, row)) });
        if (row > user * perUser) expect(atMs).toBeGreaterThanOrEqual(value('at', row - 1));
      }
    }
  });

  it('4: over 80% of requests have at most one save', () => {
    const saves = column('save');
    expect(saves.filter((count) => count <= 1).length / rows).toBeGreaterThan(0.8);
    expect(saves.some((count) => count === recipe.outcome.clip)).toBe(true);
  });

  it('is the same for a subset of the users', () => {
    const small = fill(0, 200, makeWorld(worldRecipe('small'), 7));
    small.forEach((data, index) => expect(data).toEqual(log[index]?.slice(0, 200)));
  });

  it('draws requests of its own after the learning window', () => {
    const drift = fill(0, 100, makeWorld(worldRecipe('drift'), 7));
    expect(column('at', drift)[0]).toBeGreaterThan(value('at', 0));
    expect(column('item_1', drift)).not.toEqual(column('item_1').slice(0, 100));
  });
});

describe('the truth', () => {
  const truth = new Truth(world);

  it('3: is what the mean of 10,000 simulated draws comes to', () => {
    const request = 45;
    const action = 33;
    const weights = gridActions(recipe)[action]?.weights ?? [];
    const exact = truth.value(request, weights);
    expect(exact).toEqual(truth.grid(request).slice(action * 6, action * 6 + 6));
    // Brute force: draw every position and outcome by chance, clip, average.
    const maker = new RequestMaker(recipe, world.catalogue, world.seed);
    const { heads, bonus, truth: chances } = maker.make(makeUser(recipe, world.seed, Math.floor(request / perUser)), request);
    const slate = new Int32Array(recipe.ranker.slate);
    new SlateRanker(recipe.ranker.slate).rank(heads, bonus, weights, slate);
    const draws = 10_000;
    let state = 12_345;
    const next = () => {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
      return state / 2 ** 32;
    };
    outcomes.forEach((_, outcome) => {
      let sum = 0;
      let squares = 0;
      for (let draw = 0; draw < draws; draw += 1) {
        let count = 0;
        slate.forEach((place, position) => {
          if (next() < recipe.outcome.positionDiscount ** position * (chances[place * 6 + outcome] ?? 0)) count += 1;
        });
        const clipped = Math.min(recipe.outcome.clip, count);
        sum += clipped;
        squares += clipped * clipped;
      }
      const mean = sum / draws;
      const error = Math.sqrt((squares / draws - mean * mean) / draws);
      expect(Math.abs(mean - (exact[outcome] ?? 0))).toBeLessThan(4 * error + 1e-3);
    });
  });

  it('agrees with the logged rewards on average', () => {
    const sums = { logged: [0, 0, 0, 0, 0, 0], exact: [0, 0, 0, 0, 0, 0], squares: [0, 0, 0, 0, 0, 0] };
    for (let row = 0; row < 1_500; row += 1) {
      const exact = truth.value(row, gridActions(recipe)[value('action', row)]?.weights ?? []);
      outcomes.forEach((name, outcome) => {
        const difference = value(name, row) - (exact[outcome] ?? 0);
        sums.exact[outcome] = (sums.exact[outcome] ?? 0) + difference;
        sums.squares[outcome] = (sums.squares[outcome] ?? 0) + difference * difference;
      });
    }
    sums.exact.forEach((sum, outcome) => expect(Math.abs(sum)).toBeLessThan(4 * Math.sqrt(sums.squares[outcome] ?? 0)));
  });

  it('is kept for 50,000 requests of held-out users', () => {
    expect(heldOutRequests(recipe)).toBe(50_000);
    expect(heldOutRequest(recipe, 0)).toBe(0);
    expect(heldOutRequest(recipe, perUser)).toBe(20 * perUser);
    expect(heldOutRequest(recipe, 50_000 - 1)).toBeLessThan(recipe.population.users * perUser);
  });
});
