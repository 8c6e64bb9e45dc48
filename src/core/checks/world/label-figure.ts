import { AdLabels, flipChance } from '../../world/ad-labels.ts';
import { AdServer } from '../../world/ads-request.ts';
import { makeUser } from '../../world/population.ts';
import { requestKey, type World } from '../../world/world.ts';

const requests = 12_000;

/** Labels of served ads, counted. */
export interface LabelCounts {
  readonly ads: number;
  readonly converted: number;
  /** Reported conversions per privacy budget of the recipe. */
  readonly reported: readonly number[];
}

/** Serves ads to the first users and counts what is known of them afterwards. */
export function* countLabels(world: World): Generator<void, LabelCounts> {
  const { recipe, seed } = world;
  const server = new AdServer(world);
  const labels = new AdLabels(world);
  const reported = recipe.ads.conversions.epsilons.map(() => 0);
  let [ads, converted] = [0, 0];
  for (let request = 0; request < requests; request += 1) {
    if (request % 50 === 0) yield;
    const user = makeUser(recipe, seed, Math.floor(request / recipe.ads.requestsPerUser));
    server.serve(user, requestKey(recipe, request)).items.forEach((ad, position) => {
      const label = labels.label(request, position, ad);
      ads += 1;
      if (label.converted) converted += 1;
      label.reported.forEach((yes, place) => (reported[place] = (reported[place] ?? 0) + (yes ? 1 : 0)));
    });
  }
  return { ads, converted, reported };
}

/** Reported conversions per conversion when the labels are taken at their word, by budget; with `corrected` after the expected flips are taken out. */
export function calibration({ ads, converted, reported }: LabelCounts, epsilons: readonly number[], corrected: boolean): readonly number[] {
  return epsilons.map((epsilon, place) => {
    const flip = flipChance(epsilon);
    const share = (reported[place] ?? 0) / ads;
    return ((corrected ? (share - flip) / (1 - 2 * flip) : share) * ads) / converted;
  });
}
