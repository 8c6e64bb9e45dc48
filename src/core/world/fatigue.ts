import { exponential } from './elementary.ts';
import { clickOutcome, hideOutcome, longClickOutcome, outcomeCount } from './outcomes.ts';
import { middleOf } from './population.ts';
import type { World } from './world.ts';

/** Items that a session has shown so far, by middle topic. */
export type ShownTopics = Map<number, number>;

/**
 * Probabilities of a slate after what its session has shown, written into `into` where `truth` holds those of a rested user. Every earlier item of the same middle
 * topic takes `fatigue` logits off the positive outcomes, earlier places of the same slate included; that a click lasts does not tire. Adds the slate to `shown`.
 */
export function tire(
  { recipe, catalogue }: World,
  items: Int32Array,
  slate: Int32Array,
  truth: Float64Array,
  shown: ShownTopics,
  into: Float64Array,
): void {
  const { fatigue } = recipe.session;
  for (const place of slate) {
    const topic = middleOf(catalogue.topic[items[place] ?? 0] ?? 0);
    const seen = shown.get(topic) ?? 0;
    shown.set(topic, seen + 1);
    for (let outcome = 0; outcome < outcomeCount; outcome += 1) {
      const p = truth[place * outcomeCount + outcome] ?? 0;
      into[place * outcomeCount + outcome] = outcome === hideOutcome ? p : tired(p, fatigue * seen);
    }
    const click = place * outcomeCount + clickOutcome;
    into[place * outcomeCount + longClickOutcome] =
      (into[click] ?? 0) * ((truth[place * outcomeCount + longClickOutcome] ?? 0) / (truth[click] ?? 1));
  }
}

/** A probability after `logits` are taken off it. */
function tired(p: number, logits: number): number {
  const odds = (p / (1 - p)) * exponential(-logits);
  return odds / (1 + odds);
}
