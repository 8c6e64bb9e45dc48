import { flipChance } from '../../world/ad-labels.ts';
import type { CheckDefinition } from '../check-definition.ts';
import { around } from '../judge.ts';
import { calibration, countLabels, type LabelCounts } from './label-figure.ts';
import { demoRecipe } from './world-check.ts';
import type { WorldShelf } from './world-shelf.ts';

const { rate, epsilons } = demoRecipe.ads.conversions;
/** The budget whose figure is held to a bound: large enough that correcting it is not mostly noise. */
const middle = 1;
const naive = epsilons.map((epsilon) => (rate * (1 - flipChance(epsilon)) + (1 - rate) * flipChance(epsilon)) / rate);

const counted = new WeakMap<WorldShelf, LabelCounts>();

/** Both checks look at one count per run. */
function* countsOf(shelf: WorldShelf): Generator<void, LabelCounts> {
  const present = counted.get(shelf);
  if (present !== undefined) return present;
  const made = yield* countLabels(shelf.subject(demoRecipe).world);
  counted.set(shelf, made);
  return made;
}

/** Conversions of ads, and what randomised labels make of them. */
export const labelChecks: readonly CheckDefinition[] = [
  {
    batch: 'data',
    claim: {
      name: 'conversion-rate',
      area: 'world',
      claim: 'Served ads lead to a conversion at the planted rate.',
      bound: around(rate, 0.15 * rate),
    },
    *measure(shelf) {
      const { ads, converted } = yield* countsOf(shelf);
      return { value: converted / ads, detail: `${converted} conversions of ${ads} served ads.` };
    },
  },
  {
    batch: 'data',
    claim: {
      name: 'flipped-labels',
      area: 'world',
      claim: `Labels flipped at random report ${(naive[middle] ?? 0).toFixed(1)} times the conversions there are at a budget of ${epsilons[middle]}, as the flips ask for.`,
      bound: around(naive[middle] ?? 0, 0.15 * (naive[middle] ?? 0)),
      unit: 'times',
      control: { name: 'the same labels with the expected flips taken out', bound: around(1, 0.5) },
    },
    *measure(shelf) {
      const counts = yield* countsOf(shelf);
      const ratios = calibration(counts, epsilons, false);
      const corrected = calibration(counts, epsilons, true);
      const words = epsilons.map(
        (epsilon, place) => `${epsilon}: ${(ratios[place] ?? 0).toFixed(2)}, corrected ${(corrected[place] ?? 0).toFixed(2)}`,
      );
      return { value: ratios[middle] ?? 0, control: corrected[middle] ?? 0, detail: `By budget: ${words.join('; ')}.` };
    },
  },
];
