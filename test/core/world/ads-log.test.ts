import { describe, expect, it } from 'vitest';
import type { ColumnData } from '../../../src/core/dataset/column.ts';
import { AdsLog, adsRows, adsSchema } from '../../../src/core/world/ads-log.ts';
import { adActions } from '../../../src/core/world/ads-request.ts';
import { makeUser } from '../../../src/core/world/population.ts';
import { worldRecipe } from '../../../src/core/world/recipe.ts';
import { SequencePlayer } from '../../../src/core/world/sequence.ts';
import { dayMs, logStartMs, sequenceDays } from '../../../src/core/world/time.ts';
import { makeWorld } from '../../../src/core/world/world.ts';

const recipe = worldRecipe('demo');
const world = makeWorld(recipe, 7);
const schema = adsSchema(recipe);
const perUser = recipe.ads.requestsPerUser;
const rows = 6_000;

function fill(first: number, count: number): readonly ColumnData[] {
  const work = new AdsLog(world).fill(first, count);
  for (;;) {
    const step = work.next();
    if (step.done === true) return step.value;
  }
}

const log = fill(0, rows);
const value = (name: string, row: number) => log[schema.columns.findIndex((one) => one.name === name)]?.[row] ?? Number.NaN;

describe('the ads log', () => {
  it('has 300,000 rows in the demo world, and production inside its grid', () => {
    expect(adsRows(recipe)).toBe(300_000);
    const actions = adActions(recipe);
    expect(actions).toHaveLength(27);
    expect(actions.findIndex(({ name }) => name === 'production')).toBe(13);
    expect(actions[13]?.weights).toEqual(recipe.ads.weights);
    expect(schema.columns.filter(({ role }) => role === 'reward').map(({ name }) => name)).toEqual(['revenue', 'click', 'click30', 'hide']);
  });

  it('stores the marginal propensity and draws arms by it', () => {
    let production = 0;
    for (let row = 0; row < rows; row += 1) {
      const action = value('action', row);
      expect(value('propensity', row)).toBe(0.9 / 27 + (action === 13 ? 0.1 : 0));
      if (action === 13) production += 1;
    }
    const chance = 0.9 / 27 + 0.1;
    expect(Math.abs(production / rows - chance)).toBeLessThan(4 * Math.sqrt((chance * (1 - chance)) / rows));
  });

  it('shows ads alone, each once, and is paid by the clicked ones, by what a click of the user is worth', () => {
    const worth = new Map<number, number>();
    for (let row = 0; row < 1_000; row += 1) {
      const items = new Set<number>();
      let [revenue, clicks, long, hides] = [0, 0, 0, 0];
      for (let position = 1; position <= recipe.ads.slate; position += 1) {
        const item = world.catalogue.items[value(`item_${position}`, row)];
        expect(item?.isAd).toBe(true);
        items.add(item?.index ?? -1);
        const bits = value(`outcomes_${position}`, row);
        if ((bits & 4) !== 0) {
          clicks += 1;
          revenue += item?.bid ?? 0;
        }
        if ((bits & 8) !== 0) long += 1;
        if ((bits & 32) !== 0) hides += 1;
      }
      expect(items.size).toBe(recipe.ads.slate);
      expect([value('click', row), value('click30', row), value('hide', row)]).toEqual([clicks, long, hides]);
      if (revenue === 0) expect(value('revenue', row)).toBe(0);
      else {
        const own = value('revenue', row) / revenue;
        expect(own / (worth.get(value('user', row)) ?? own)).toBeCloseTo(1, 5);
        worth.set(value('user', row), own);
      }
    }
  });

  it('makes any range of rows alone', () => {
    const part = fill(2 * perUser + 4, 50);
    log.forEach((data, index) => expect(part[index]).toEqual(data.slice(2 * perUser + 4, 2 * perUser + 54)));
  });

  it('shows a policy only what came before the request', () => {
    const player = new SequencePlayer(world);
    for (let user = 0; user < 40; user += 1) {
      const steps: { atMs: number; saved: number }[] = [];
      player.play(makeUser(recipe, world.seed, user), sequenceDays - 56, sequenceDays, ({ atMs, actions }) =>
        steps.push({ atMs, saved: (actions >>> 2) & 1 }),
      );
      for (let row = user * perUser; row < (user + 1) * perUser; row += 1) {
        const atMs = value('at', row);
        expect(atMs).toBeLessThan(logStartMs);
        const seen = steps.filter((step) => step.atMs < atMs && step.atMs >= atMs - 28 * dayMs);
        expect(value('saves_28d', row)).toBe(seen.reduce((sum, { saved }) => sum + saved, 0));
      }
    }
  });

  it('tells what each user did with ads before; who clicked much then clicks much now, and buys less by the click', () => {
    const users = Array.from({ length: rows / perUser }, (_, user) => {
      const first = user * perUser;
      const sum = (name: string) => Array.from({ length: perUser }, (__, place) => value(name, first + place)).reduce((a, b) => a + b, 0);
      expect(value('ads_clicked', first + perUser - 1)).toBe(value('ads_clicked', first));
      return { before: value('ads_clicked', first) / value('ads_seen', first), click: sum('click'), revenue: sum('revenue') };
    }).toSorted((a, b) => a.before - b.before);
    const third = Math.floor(users.length / 3);
    const of = (part: typeof users, name: 'click' | 'revenue') => part.reduce((sum, user) => sum + user[name], 0);
    const [few, many] = [users.slice(0, third), users.slice(-third)];
    expect(of(many, 'click')).toBeGreaterThan(1.3 * of(few, 'click'));
    expect(of(few, 'revenue') / of(few, 'click')).toBeGreaterThan(1.3 * (of(many, 'revenue') / of(many, 'click')));
  });

  it('earns more where revenue weighs more', () => {
    const mean = (chosen: (action: number) => boolean) => {
      let [sum, count] = [0, 0];
      for (let row = 0; row < rows; row += 1) {
        if (!chosen(value('action', row))) continue;
        sum += value('revenue', row);
        count += 1;
      }
      return sum / count;
    };
    // Actions come in the order of the revenue weight: the first nine have the least of it.
    expect(mean((action) => action >= 18)).toBeGreaterThan(mean((action) => action < 9));
  });
});
