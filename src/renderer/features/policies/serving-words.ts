import type { DrillFailure, FallbackReason } from '../../../core/serving/decision.ts';
import type { ServedAction } from '../../../core/serving/serving-rule.ts';
import { formatSignificant } from '../../ui/format.ts';

export const failureWords: Readonly<Record<FallbackReason | 'none', string>> = {
  none: 'Nothing',
  'missing-feature': 'Missing feature',
  'missing-cohort': 'Missing cohort',
  timeout: 'Timeout',
  'stale-model': 'Stale model',
  'broken-model': 'Broken model',
  'no-model': 'No model',
  'not-live': 'Not live',
};

/** What a drill does to cause each failure. */
export const failureHelp: Readonly<Record<DrillFailure | 'none', string>> = {
  none: 'The request as it was logged.',
  'missing-feature': 'One column is taken out of the request.',
  'missing-cohort': 'The column that tells the cohort is taken out of the request.',
  timeout: 'The answer is held back for longer than the budget.',
  'stale-model': 'The clock is set to a day past the model\u2019s last.',
  'broken-model': 'One byte of a copy of the stored model is changed.',
};

/** Weights in which these answers differ: what is the same in all of them says nothing. */
export function varyingWeights(actions: readonly ServedAction[]): ReadonlySet<string> {
  const heads = new Set(actions.flatMap(({ weights }) => Object.keys(weights ?? {})));
  return new Set([...heads].filter((head) => new Set(actions.map(({ weights }) => weights?.[head])).size > 1));
}

/** `p2p 8.5, save 40`, or the action's name where it is no weight vector; only the heads asked for, where some are. */
export function actionText({ name, weights }: ServedAction, only?: ReadonlySet<string>): string {
  const all = Object.entries(weights ?? {}).toSorted(([a], [b]) => (a < b ? -1 : 1));
  const entries = only === undefined || only.size === 0 ? all : all.filter(([head]) => only.has(head));
  return entries.length === 0 ? name : entries.map(([head, weight]) => `${head} ${formatSignificant(weight, 3)}`).join(', ');
}
