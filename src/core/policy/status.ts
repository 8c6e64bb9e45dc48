import { nonDominated } from '../pareto/non-dominated.ts';
import { supportOfFront } from '../pareto/supported.ts';
import type { PointStatus } from './sweep-result.ts';

/** Status of each policy among those given; more is better in every value. A refused one is neither compared nor compared with. */
export function statusOf(policies: readonly { readonly values: readonly number[]; readonly refused: boolean }[]): readonly PointStatus[] {
  const turned = policies.map(({ values, refused }) => values.map((value) => (refused ? Number.NaN : -value)));
  const efficient = nonDominated(turned);
  const supported = new Set(supportOfFront(turned, efficient).supported);
  const kept = new Set(efficient);
  return policies.map(({ refused }, place) =>
    refused ? 'refused' : supported.has(place) ? 'supported' : kept.has(place) ? 'efficient' : 'dominated',
  );
}
