import type { Bound, CheckArea } from '../../../core/checks/check.ts';
import { formatSignificant } from '../../ui/format.ts';
import type { Verdict } from './check-rows.ts';

export const areaWords: Readonly<Record<CheckArea, string>> = {
  world: 'World: what is planted',
  evaluation: 'Evaluation: what an estimate may say',
  frontier: 'Frontier: what a policy may promise',
  model: 'Model: what ranking does with a history',
};

export const verdictWords: Readonly<Record<Verdict, string>> = { pass: 'Pass', fail: 'Fail', unmeasured: 'Not run' };

/** Four digits: one more than the bound, so that a value just beside it does not read as equal to it. */
export function valueText(value: number): string {
  return formatSignificant(value, 4);
}

/** `at least 1.2`, `at most 0.01`, `0.10 to 0.20`. */
export function boundText({ least, most }: Bound): string {
  if (least !== undefined && most !== undefined) return `${formatSignificant(least)} to ${formatSignificant(most)}`;
  if (least !== undefined) return `at least ${formatSignificant(least)}`;
  return most === undefined ? 'any number' : `at most ${formatSignificant(most)}`;
}
