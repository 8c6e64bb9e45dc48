import { formatNumber } from '../ope/format-number.ts';
import type { CohortAlphas } from '../policy/action-rule.ts';
import type { FrontierPoint, PolicyPoint, SweepResult } from '../policy/sweep-result.ts';

/** A policy beside the frontier, with what a record of it says. */
export interface BesidePolicy {
  /** Index into the sweep's `policies`. */
  readonly place: number;
  readonly name: string;
  readonly kind: PolicyPoint['kind'];
  /** Present where each cohort has an alpha of its own. */
  readonly cohorts?: CohortAlphas;
}

/** Which policy of a sweep is meant: a point of its frontier, with its alpha, or one beside it. One of the two is there. */
export interface PolicyChoice {
  /** Index into the sweep's `points`. */
  readonly point?: number;
  readonly alpha?: number | readonly number[];
  readonly beside?: BesidePolicy;
}

/** The policy meant; undefined where the sweep has none at that place, or another one. */
export function chosenPolicy(
  result: Pick<SweepResult, 'points' | 'policies'>,
  choice: PolicyChoice,
): FrontierPoint | PolicyPoint | undefined {
  const { point, beside } = choice;
  if (beside === undefined) return point === undefined ? undefined : result.points[point];
  const policy = result.policies?.[beside.place];
  return policy?.name === beside.name ? policy : undefined;
}

/** Where a sweep holds the policy meant: the member and the index. */
export function placeOf({ point = 0, beside }: PolicyChoice): readonly ['points' | 'policies', number] {
  return beside === undefined ? ['points', point] : ['policies', beside.place];
}

/** A policy beside the frontier as a record names it. */
export function besideOf({ name, kind, rule }: PolicyPoint, place: number): BesidePolicy {
  if (rule?.type !== 'cohorts') return { place, name, kind };
  const { column, cohorts } = rule;
  return { place, name, kind, cohorts: { column, cohorts } };
}

/** A choice in a few words: `alpha 0.25`, `alpha per cohort: CORE 0.4, REST production`, or the policy's name. */
export function choiceWords({ alpha, beside }: PolicyChoice): string {
  if (beside === undefined) return `alpha ${alphaWords(alpha)}`;
  return beside.cohorts === undefined ? beside.name : `alpha per ${beside.cohorts.column}: ${cohortWords(beside.cohorts)}`;
}

/** `CORE 0.4, REST production`. */
export function cohortWords({ cohorts }: CohortAlphas): string {
  return cohorts.map(({ value, alpha }) => `${value ?? 'missing'} ${alpha === undefined ? 'production' : formatNumber(alpha)}`).join(', ');
}

/** `0.25`, or one weight per objective. */
function alphaWords(alpha: PolicyChoice['alpha'] = []): string {
  return [alpha]
    .flat()
    .map((value) => formatNumber(value, 4))
    .join(' / ');
}
