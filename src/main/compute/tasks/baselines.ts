import { type CallContext, stream } from '../../../rpc/procedure.ts';
import { type BaselinePart, type BaselinesInput, runBaselines } from '../baselines/run-baselines.ts';

/** Ranks of held-out targets by popularity and item neighbours; parts come as each baseline is done. */
export const evaluateBaselines = stream<BaselinesInput, BaselinePart>();

export function runEvaluateBaselines(input: BaselinesInput, { signal }: CallContext): AsyncIterable<BaselinePart> {
  return runBaselines(input, signal);
}
