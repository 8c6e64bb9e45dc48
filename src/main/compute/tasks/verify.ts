import type { Check } from '../../../core/checks/check.ts';
import type { CheckDefinition } from '../../../core/checks/check-definition.ts';
import { dataChecks } from '../../../core/checks/data-checks.ts';
import { judge } from '../../../core/checks/judge.ts';
import { WorldShelf } from '../../../core/checks/world/world-shelf.ts';
import { type CallContext, stream } from '../../../rpc/procedure.ts';
import { drive, type Driven } from '../drive.ts';

export interface VerifyTaskInput {
  /** Names of data checks. */
  readonly names: readonly string[];
  readonly seed: number;
}

export interface VerifyProgress {
  /** The check that is being measured, and how many are done. */
  readonly name: string;
  readonly done: number;
}

/** Measures checks one after another; progress items, then all of them. */
export const verifyChecks = stream<VerifyTaskInput, Driven<VerifyProgress, readonly Check[]>>();

export function runVerifyChecks(
  { names, seed }: VerifyTaskInput,
  { signal }: CallContext,
): AsyncIterable<Driven<VerifyProgress, readonly Check[]>> {
  const chosen = dataChecks.filter(({ claim }) => names.includes(claim.name));
  return drive(measureAll(chosen, new WorldShelf(seed)), signal);
}

function* measureAll(chosen: readonly CheckDefinition[], shelf: WorldShelf): Generator<VerifyProgress, readonly Check[]> {
  const checks: Check[] = [];
  for (const check of chosen) {
    const startedMs = performance.now();
    const work = check.measure(shelf);
    for (;;) {
      const step = work.next();
      if (step.done === true) {
        checks.push(judge(check.claim, step.value, (performance.now() - startedMs) / 1_000));
        break;
      }
      yield { name: check.claim.name, done: checks.length };
    }
  }
  return checks;
}
