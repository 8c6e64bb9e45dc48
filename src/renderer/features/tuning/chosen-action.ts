import type { RequestExplanation } from '../../../contract/explanations.ts';

/** The action with the largest sum of alpha-weighted, standardised predictions; of equal ones production, then the first. */
export function chosenAction(
  { surfaces, divisors }: Pick<RequestExplanation, 'surfaces' | 'divisors'>,
  alpha: number | readonly number[],
  production: number | undefined,
): number | undefined {
  const weights = (typeof alpha === 'number' ? [1 - alpha, alpha] : alpha).map((weight, place) => weight / (divisors[place] ?? 1));
  const count = surfaces[0]?.length ?? 0;
  const score = (action: number) => weights.reduce((sum, weight, place) => sum + weight * (surfaces[place]?.[action] ?? 0), 0);
  let best = production;
  for (let action = 0; action < count; action += 1) if (best === undefined || score(action) > score(best)) best = action;
  return best;
}
