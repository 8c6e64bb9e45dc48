import { describe, expect, it } from 'vitest';
import { dataChecks } from '../../../src/core/checks/data-checks.ts';
import { holds, judge } from '../../../src/core/checks/judge.ts';
import { propensityErrors } from '../../../src/core/checks/world/log-checks.ts';
import { demoRecipe } from '../../../src/core/checks/world/world-check.ts';
import { type Subject, WorldShelf } from '../../../src/core/checks/world/world-shelf.ts';
import { productionAction } from '../../../src/core/world/grid.ts';
import { clickOutcome, hideOutcome, outcomeCount, saveOutcome } from '../../../src/core/world/outcomes.ts';
import { type WorldRecipe, worldRecipe } from '../../../src/core/world/recipe.ts';
import { type RewardStudy, studyRewards } from '../../../src/core/world/reward-study.ts';
import { drain } from './drain.ts';

const shelf = new WorldShelf(7);

function check(name: string) {
  const found = dataChecks.find(({ claim }) => claim.name === name);
  if (found === undefined) throw new Error(`no check ${name}`);
  return found;
}

/** A shelf whose subjects are altered: a world without its plant, or data that was tampered with. */
class AlteredShelf extends WorldShelf {
  readonly #alter: (subject: Subject, recipe: WorldRecipe) => Subject;

  constructor(alter: (subject: Subject, recipe: WorldRecipe) => Subject) {
    super(shelf.seed);
    this.#alter = alter;
  }

  override subject(recipe: WorldRecipe): Subject {
    return this.#alter(shelf.subject(recipe), recipe);
  }
}

// Checks that learn or redraw hundreds of times are left to `verify`.
const heavy: ReadonlySet<string> = new Set(['rewards', 'learning']);
const measured = dataChecks.filter(({ batch, claim }) => !heavy.has(batch) && claim.control !== undefined);

describe('claims about data', () => {
  it.each(measured.map(({ claim }) => claim.name))(
    '%s holds, and fails where its plant or safeguard is gone',
    { timeout: 120_000 },
    (name) => {
      const { claim, measure } = check(name);
      const outcome = drain(measure(shelf));
      expect(judge(claim, outcome, 0)).toMatchObject({ pass: true });
      const { control } = outcome;
      if (control === undefined) throw new Error('the control was not measured');
      expect(judge(claim, { value: control, control }, 0)).toMatchObject({ pass: false, control: { pass: true } });
    },
  );

  it('group-total holds, and fails where one group is favoured in every topic', { timeout: 60_000 }, () => {
    const { claim, measure } = check('group-total');
    expect(judge(claim, drain(measure(shelf)), 0).pass).toBe(true);
    const open = new AlteredShelf((subject) => {
      const { world } = subject;
      const groupSide = Int8Array.from(world.catalogue.items, ({ creator }) => (world.catalogue.creatorGroup[creator] === 1 ? 1 : -1));
      return { ...subject, world: { ...world, catalogue: { ...world.catalogue, groupSide } } };
    });
    expect(judge(claim, drain(measure(open)), 0).pass).toBe(false);
  });

  it('conversion-rate holds, and fails where conversions are twice as common', () => {
    const { claim, measure } = check('conversion-rate');
    expect(judge(claim, drain(measure(shelf)), 0).pass).toBe(true);
    const keen = new AlteredShelf((subject) => {
      const { recipe } = subject.world;
      const ads = { ...recipe.ads, conversions: { ...recipe.ads.conversions, rate: 2 * recipe.ads.conversions.rate } };
      return { ...subject, world: { ...subject.world, recipe: { ...recipe, ads } } };
    });
    expect(judge(claim, drain(measure(keen)), 0).pass).toBe(false);
  });

  it('propensities fail when the log names those of the exploration alone', () => {
    const { claim } = check('propensities');
    const log = drain(shelf.subject(demoRecipe).logged());
    const propensity = log.propensity.map(() => 0.9 / log.actions);
    const wrong = propensityErrors({ ...log, propensity }, productionAction(demoRecipe), demoRecipe.ranker.control);
    expect(judge(claim, wrong, 0).pass).toBe(false);
  });

  it('exact-rewards fail when the log lost some saves', { timeout: 60_000 }, () => {
    const { claim, measure } = check('exact-rewards');
    const losing = new AlteredShelf((subject) => ({
      world: subject.world,
      studies: () => subject.studies(),
      *logged() {
        const log = yield* subject.logged();
        const rewards = log.rewards.map((count, at) => (at % outcomeCount === saveOutcome && at % (3 * outcomeCount) === 0 ? 0 : count));
        return { ...log, rewards };
      },
    }));
    expect(judge(claim, drain(measure(losing)), 0).pass).toBe(false);
  });
});

/** Far smaller than what the command measures: enough to tell a world with tastes from one without. */
function smallStudy(preset: 'demo' | 'control'): RewardStudy {
  return studyRewards(worldRecipe(preset), shelf.subject(demoRecipe).world.catalogue, shelf.seed, 120, 8);
}

function studied(demo: RewardStudy, control: RewardStudy): WorldShelf {
  return new AlteredShelf((subject, recipe) => ({
    world: subject.world,
    logged: () => subject.logged(),
    *studies() {
      yield;
      return [recipe.preset === 'demo' ? demo : control];
    },
  }));
}

describe('claims about exact rewards', () => {
  const demo = smallStudy('demo');
  const control = smallStudy('control');

  it.each(['personalised-frontier', 'better-cell', 'cohort-tastes'])('%s tells a world with tastes from one without', (name) => {
    const { claim, measure } = check(name);
    const outcome = drain(measure(studied(demo, control)));
    expect(holds(outcome.value, claim.bound)).toBe(true);
    expect(judge(claim, drain(measure(studied(control, control))), 0).pass).toBe(false);
    expect(judge(claim, drain(measure(studied(demo, demo))), 0)).toMatchObject({ pass: false, control: { pass: false } });
  });

  it('core-near-best holds, and fails when some weights serve CORE better', () => {
    const { claim, measure } = check('core-near-best');
    expect(judge(claim, drain(measure(studied(demo, control))), 0).pass).toBe(true);
    const better = (half: Float64Array) => {
      const production = productionAction(demoRecipe);
      const lost = (at: number) => Math.floor(at / outcomeCount) % demo.actions === production && at % outcomeCount !== hideOutcome;
      // Production alone loses a tenth of everything but hides.
      return half.map((value, at) => (lost(at) ? 0.9 * value : value));
    };
    const tampered: RewardStudy = { ...demo, halves: [better(demo.halves[0]), better(demo.halves[1])] };
    expect(judge(claim, drain(measure(studied(tampered, control))), 0).pass).toBe(false);
  });

  it('held-rewards fails when clicks fall on the requests that did not choose', () => {
    const { claim, measure } = check('held-rewards');
    const production = productionAction(demoRecipe);
    const falling = demo.halves[1].map((value, at) => {
      const outcome = at % outcomeCount;
      const action = Math.floor(at / outcomeCount) % demo.actions;
      return outcome === clickOutcome && action !== production ? 0.95 * value : value;
    });
    const tampered: RewardStudy = { ...demo, halves: [demo.halves[0], falling] };
    expect(judge(claim, drain(measure(studied(tampered, control))), 0).pass).toBe(false);
  });
});
