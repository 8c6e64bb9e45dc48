import type { Catalogue } from '../../world/catalogue.ts';
import { hideOutcome, outcomeCount, p2pOutcome, saveOutcome } from '../../world/outcomes.ts';

/** Items that no other item was made into. */
export function originals(catalogue: Catalogue): readonly number[] {
  return catalogue.items.filter(({ nearDuplicateOf }) => nearDuplicateOf === undefined).map(({ index }) => index);
}

/** Hidden quality of an item as its affinities show it: their mean, hides counted downwards. */
export function qualityOf({ affinity }: Catalogue, item: number): number {
  let total = 0;
  for (let outcome = 0; outcome < outcomeCount; outcome += 1) total += signed(affinity, item, outcome);
  return total / outcomeCount;
}

/**
 * Correlation of the save and p2p affinities less what quality adds to both. Quality is a common term of all affinities, so its variance is the mean
 * covariance of the pairs for which nothing is planted; item types are taken out by their means.
 */
export function ownCorrelation(catalogue: Catalogue): number {
  const { affinity, type } = catalogue;
  const items = originals(catalogue);
  const types = 1 + items.reduce((most, item) => Math.max(most, type[item] ?? 0), 0);
  const means = new Float64Array(types * outcomeCount);
  const counts = new Float64Array(types);
  for (const item of items) {
    const kind = type[item] ?? 0;
    counts[kind] = (counts[kind] ?? 0) + 1;
    for (let outcome = 0; outcome < outcomeCount; outcome += 1) {
      const at = kind * outcomeCount + outcome;
      means[at] = (means[at] ?? 0) + signed(affinity, item, outcome);
    }
  }
  means.forEach((total, at) => (means[at] = total / (counts[Math.floor(at / outcomeCount)] ?? 1)));
  const covariance = (a: number, b: number) => {
    let total = 0;
    for (const item of items) {
      const kind = (type[item] ?? 0) * outcomeCount;
      total += (signed(affinity, item, a) - (means[kind + a] ?? 0)) * (signed(affinity, item, b) - (means[kind + b] ?? 0));
    }
    return total / items.length;
  };
  let shared = 0;
  let pairs = 0;
  for (let a = 0; a < outcomeCount; a += 1) {
    for (let b = a + 1; b < outcomeCount; b += 1) {
      if (a === saveOutcome && b === p2pOutcome) continue;
      shared += covariance(a, b);
      pairs += 1;
    }
  }
  const quality = shared / pairs;
  const own = (outcome: number) => covariance(outcome, outcome) - quality;
  return (covariance(saveOutcome, p2pOutcome) - quality) / Math.sqrt(own(saveOutcome) * own(p2pOutcome));
}

function signed(affinity: Float64Array, item: number, outcome: number): number {
  return (outcome === hideOutcome ? -1 : 1) * (affinity[item * outcomeCount + outcome] ?? 0);
}
