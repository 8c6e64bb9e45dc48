/** How a policy turns predicted rewards into an action: their weighted sum, or the weighted distance to the best of each (augmented Chebyshev). */
export type ChoiceRule = 'sum' | 'chebyshev';

/** As in the sweep: share of the sum beside the largest distance. */
const augmentation = 0.05;

/** Scores of all actions, more is better. `q` holds all heads of one action together; `weights` one per head, in units of 1 / reward. */
export function scoreActions(q: ArrayLike<number>, weights: readonly number[], rule: ChoiceRule): readonly number[] {
  const heads = weights.length;
  const actions = q.length / heads;
  const at = (action: number, head: number) => q[action * heads + head] ?? 0;
  const every = Array.from({ length: actions }, (_, action) => action);
  if (rule === 'sum') return every.map((action) => weights.reduce((sum, weight, head) => sum + weight * at(action, head), 0));
  const best = weights.map((_, head) => Math.max(...every.map((action) => at(action, head))));
  return every.map((action) => {
    const distances = weights.map((weight, head) => weight * ((best[head] ?? 0) - at(action, head)));
    return -(Math.max(...distances) + augmentation * distances.reduce((sum, distance) => sum + distance, 0));
  });
}
