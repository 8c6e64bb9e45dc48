import type { PolicyChoice } from '../../../core/register/chosen-policy.ts';
import type { PolicyState } from '../../../core/register/register-state.ts';

export const stateWords: Readonly<Record<PolicyState, string>> = {
  proposed: 'Proposed',
  live: 'Production',
  superseded: 'Superseded',
  'rolled-back': 'Rolled back',
};

export const stateHelp: Readonly<Record<PolicyState, string>> = {
  proposed: 'Waits for a second person.',
  live: 'What this dataset runs on.',
  superseded: 'Was production until another was approved; can be rolled back to.',
  'rolled-back': 'Was taken back; to use it again, propose it again.',
};

/** `0.250`, or one weight per objective. */
export function alphaText(alpha: number | readonly number[]): string {
  return typeof alpha === 'number' ? alpha.toFixed(3) : alpha.map((weight) => weight.toFixed(2)).join(' / ');
}

/** What takes the place of one alpha, short enough for a column. */
export function ruleWords({ beside }: PolicyChoice): string {
  return beside?.cohorts === undefined ? (beside?.name.split(', ')[0] ?? '') : `per ${beside.cohorts.column}`;
}
