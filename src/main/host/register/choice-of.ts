import type { PolicyFigures } from '../../../core/policy/sweep-result.ts';
import { besideOf, type PolicyChoice } from '../../../core/register/chosen-policy.ts';
import type { FrozenSweep } from '../../../core/register/snapshot.ts';
import { RpcError } from '../../../rpc/error.ts';
import { refused } from '../rejections.ts';

/** The policy of a sweep that is named by its place, as the register records it. Throws `not-found`, and `refused` where it is not known how it chooses. */
export function choiceOf(
  { run, result }: Pick<FrozenSweep, 'run' | 'result'>,
  point: number | undefined,
  beside: number | undefined,
): { readonly choice: PolicyChoice; readonly chosen: PolicyFigures } {
  if (beside !== undefined) {
    const policies = result.policies ?? [];
    const chosen = policies[beside];
    if (chosen === undefined)
      throw new RpcError({
        code: 'not-found',
        message:
          policies.length === 0
            ? `Run ${run} has no policies beside its frontier.`
            : `Run ${run} has policies 0 to ${policies.length - 1} beside its frontier; there is no policy ${beside}.`,
      });
    if (chosen.rule === undefined)
      throw refused(
        `Run ${run} is of an earlier version and does not hold how "${chosen.name}" chooses. Sweep again, and take it from the new run.`,
      );
    return { choice: { beside: besideOf(chosen, beside) }, chosen };
  }
  const place = point ?? -1;
  const chosen = result.points[place];
  if (chosen === undefined)
    throw new RpcError({
      code: 'not-found',
      message: `Run ${run} has points 0 to ${result.points.length - 1}; there is no point ${place}.`,
    });
  return { choice: { point: place, alpha: chosen.alpha }, chosen };
}
