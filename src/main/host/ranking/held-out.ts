import type { UserSequence } from '../../../core/session/user-sequence.ts';

export type EvaluationSplit = 'leave-last-out' | 'temporal';

/** What one user contributes: everything before `historyEnd` may be read, `target` is predicted, events from `target` up to `heldOutEnd` judge the heads. */
export interface HeldOut {
  readonly historyEnd: number;
  readonly target: number;
  readonly heldOutEnd: number;
  /** True when an event beside the target has the same time, so that file order alone decides which came last. */
  readonly tied: boolean;
}

/** Events after the target that judge the heads, at most. */
const mostHeldOut = 50;

/**
 * Picks the target of one user.
 * - `leave-last-out`: the last positive event; the history is everything before it.
 * - `temporal`: the first positive event at or after `cutMs`; the history is everything before the first event at or after `cutMs`.
 * Undefined when there is no such event or nothing before it.
 */
export function heldOut(sequence: UserSequence, positiveBits: number, split: EvaluationSplit, cutMs: number): HeldOut | undefined {
  const length = sequence.item.length;
  const positive = (index: number) => ((sequence.actions[index] ?? 0) & positiveBits) !== 0;
  let target = -1;
  let historyEnd = -1;
  if (split === 'leave-last-out') {
    for (let index = length - 1; index >= 0 && target < 0; index--) if (positive(index)) target = index;
    historyEnd = target;
  } else {
    historyEnd = historyBefore(sequence, cutMs);
    for (let index = historyEnd; index < length && target < 0; index++) if (positive(index)) target = index;
  }
  if (target < 0 || historyEnd <= 0) return undefined;
  const at = sequence.atMs[target];
  const tied = at === sequence.atMs[target - 1] || at === sequence.atMs[target + 1];
  return { historyEnd, target, heldOutEnd: Math.min(length, target + mostHeldOut), tied };
}

/** Number of events that stand before the first event at or after `cutMs` (untimed ones stand before every timed one). */
export function historyBefore(sequence: UserSequence, cutMs: number): number {
  const index = sequence.atMs.findIndex((at) => at >= cutMs);
  return index < 0 ? sequence.item.length : index;
}
