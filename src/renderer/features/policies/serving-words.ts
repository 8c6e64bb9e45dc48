import type { FallbackReason } from '../../../core/serving/decision.ts';
import type { ServedAction } from '../../../core/serving/serving-rule.ts';
import { formatSignificant } from '../../ui/format.ts';

export const failureWords: Readonly<Record<FallbackReason | 'none', string>> = {
  none: 'Nothing',
  'missing-feature': 'Missing feature',
  timeout: 'Timeout',
  'stale-model': 'Stale model',
  'broken-model': 'Broken model',
  'no-model': 'No model',
  'not-live': 'Not live',
};

/** What a drill does to cause each failure. */
export const failureHelp: Readonly<Record<'none' | 'missing-feature' | 'timeout' | 'stale-model' | 'broken-model', string>> = {
  none: 'The request as it was logged.',
  'missing-feature': 'One column is taken out of the request.',
  timeout: 'The answer is held back for longer than the budget.',
  'stale-model': 'The clock is set to a day past the model\u2019s last.',
  'broken-model': 'One byte of a copy of the stored model is changed.',
};

/** `save 40, p2p 8.5`, or the action's name where it is no weight vector. */
export function actionText({ name, weights }: ServedAction): string {
  const entries = Object.entries(weights ?? {});
  return entries.length === 0 ? name : entries.map(([head, weight]) => `${head} ${formatSignificant(weight, 3)}`).join(', ');
}
