import { exactRows, worldColumns } from '../src/core/checks/evaluation/world-rows.ts';
import { type NoisyLevels, smoothLevels } from '../src/core/learn/smooth-levels.ts';
import { surfaceInputs } from '../src/core/learn/surface-inputs.ts';
import { finish } from '../src/core/policy/progress.ts';
import { mixedArea } from '../src/core/policy/static-frontier.ts';
import { RandomStream } from '../src/core/random/random-stream.ts';
import { gridActions, productionAction } from '../src/core/world/grid.ts';
import { outcomes } from '../src/core/world/outcomes.ts';
import { presets, worldRecipe } from '../src/core/world/recipe.ts';
import { makeWorld } from '../src/core/world/world.ts';

/**
 * What the choice of one action for everybody costs by luck: the area of the mixed frontier of the actions that smoothed means choose over that of the actions
 * that are best by exact rewards, reference 0.9 x production. Instead of long logs, the exact means of other users get the noise that so many rows would leave, so that
 * hundreds of logs cost seconds. Prints one JSON line per seed and size: actions chosen by their own means, and by smoothed levels.
 * Usage: node scripts/measure-levels.ts [preset] [seeds] [rows] [draws], such as `control 1,2,3 200000,980000 12`.
 */
const [name = 'control', seeds = '1', sizes = '200000', drawsText = '12'] = process.argv.slice(2);
/** Every sixth request of the first 500 users judges; 2,500 requests of other users stand for the log. */
const judged = { users: 500, requests: 6 };
const logged = { users: 2_500, every: 4 };
const noiseRows = 6_000;
const alphas = Array.from({ length: 501 }, (_, step) => step / 500);
const recipe = worldRecipe(presets.find((known) => known === name) ?? 'control');
const actions = gridActions(recipe);
const production = productionAction(recipe);
const surface = surfaceInputs({ heads: [...outcomes], values: actions.map(({ weights }) => weights) }, actions.length);
const chances = actions.map(
  (_, action) => (1 - recipe.ranker.control) / actions.length + (action === production ? recipe.ranker.control : 0),
);

for (const seed of seeds.split(',').map(Number)) {
  const world = makeWorld(recipe, seed);
  const perUser = recipe.population.requestsPerUser;
  const means = (rows: readonly number[]) => {
    const { values } = finish(exactRows(world, Int32Array.from(rows)));
    return actions.map((_, action) =>
      [0, 1].map(
        (reward) => rows.reduce((sum, _row, place) => sum + (values[2 * (place * actions.length + action) + reward] ?? 0), 0) / rows.length,
      ),
    );
  };
  const step = Math.floor(perUser / judged.requests);
  const exact = means(
    Array.from(
      { length: judged.users * judged.requests },
      (_, place) => Math.floor(place / judged.requests) * perUser + (place % judged.requests) * step,
    ),
  );
  const truth = means(
    Array.from({ length: logged.users }, (_, place) => (judged.users + place * logged.every) * perUser + (place % perUser)),
  );
  const columns = finish(worldColumns(world, noiseRows));
  const variances = ['save', 'p2p'].map((reward) => variance(columns.get(reward) ?? new Float64Array(0)));
  const divisors = [0, 1].map((reward) => truth.reduce((sum, one, action) => sum + (chances[action] ?? 0) * (one[reward] ?? 0), 0));
  const reference = (exact[production] ?? []).map((value) => 0.9 * value);
  const best = mixedArea(exact, reference);
  for (const rows of sizes.split(',').map(Number)) {
    const areas = Array.from({ length: Number(drawsText) }, (_, draw) => {
      const noise = new RandomStream(seed, `levels ${rows} ${draw}`);
      const noisy = variances.map((own, reward): NoisyLevels => {
        const errors = Float64Array.from(chances, (chance) => own / (rows * chance));
        return {
          variances: errors,
          means: Float64Array.from(
            truth,
            (one, action) => (one[reward] ?? 0) + Math.sqrt(errors[action] ?? 0) * noise.normal(reward * actions.length + action),
          ),
        };
      });
      const area = (levels: readonly Float64Array[]) =>
        mixedArea(
          choices(levels, divisors).map((action) => exact[action] ?? []),
          reference,
        ) / best;
      return { raw: area(noisy.map((one) => one.means)), smoothed: area(smoothLevels(noisy, surface)) };
    });
    const told = (of: readonly number[]) => ({
      mean: Number((of.reduce((sum, one) => sum + one, 0) / of.length).toFixed(3)),
      least: Number(Math.min(...of).toFixed(3)),
    });
    process.stdout.write(
      `${JSON.stringify({ preset: recipe.preset, seed, rows, raw: told(areas.map(({ raw }) => raw)), smoothed: told(areas.map(({ smoothed }) => smoothed)) })}\n`,
    );
  }
}

/** The actions that some alpha chooses. */
function choices(levels: readonly Float64Array[], divisors: readonly number[]): readonly number[] {
  const chosen = alphas.map((alpha) => {
    const scores = actions.map(
      (_, action) =>
        ((1 - alpha) * (levels[0]?.[action] ?? 0)) / (divisors[0] ?? 1) + (alpha * (levels[1]?.[action] ?? 0)) / (divisors[1] ?? 1),
    );
    return scores.indexOf(Math.max(...scores));
  });
  return [...new Set(chosen)];
}

function variance(values: Float64Array): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
}
