import { createHash } from 'node:crypto';
import { makeCatalogue } from '../src/core/world/catalogue.ts';
import { bestStaticCell } from '../src/core/world/best-static-cell.ts';
import { frontierRatio, type RelativePoint } from '../src/core/world/frontier-ratio.ts';
import { presets, worldRecipe } from '../src/core/world/recipe.ts';
import { studyRewards } from '../src/core/world/reward-study.ts';

/**
 * Exact rewards of tiny worlds, no learning: does personalising help where it should and nowhere else? Prints one line per preset and seed.
 * Usage: node scripts/tune-world.ts [presets] [seeds] [users] [requests per half], such as `demo,control 1,2,3,4,5 100 60`.
 */
const [names = 'demo,control', seeds = '1,2,3,4,5', states = '100', requests = '60'] = process.argv.slice(2);
const percent = (point: RelativePoint) => point.map((value) => ((value - 1) * 100).toFixed(1)).join('/');

for (const preset of presets.filter((name) => names.split(',').includes(name))) {
  const recipe = worldRecipe(preset);
  const hash = createHash('sha256').update(JSON.stringify(recipe)).digest('hex');
  process.stdout.write(`${preset}: recipe ${hash.slice(0, 16)}\n`);
  for (const seed of seeds.split(',').map(Number)) {
    const study = studyRewards(recipe, makeCatalogue(recipe, seed), seed, Number(states), Number(requests));
    const { ratio, personalised, fixed, worstDrift } = frontierRatio(study);
    const middle = Math.floor(personalised.length / 2);
    const cell = bestStaticCell(study);
    process.stdout.write(
      `  seed ${seed}: hypervolume ratio ${ratio.production.toFixed(3)} (origin ${ratio.origin.toFixed(3)}, nadir ${ratio.nadir.toFixed(3)}), ` +
        `held within ${(worstDrift * 100).toFixed(2)}%, personalised ${personalised
          .slice(middle - 3, middle + 2)
          .map(percent)
          .join(' ')}, ` +
        `fixed ${fixed
          .slice(middle - 3, middle + 2)
          .map(percent)
          .join(' ')}, ` +
        `best cell of a cohort ${percent([1 + cell.gain, 1 + cell.gain])} on both with the others at ${(cell.worstOther * 100).toFixed(1)}% or better\n`,
    );
  }
}
