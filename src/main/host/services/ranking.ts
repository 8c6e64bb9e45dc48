import type { rankingContract } from '../../../contract/ranking.ts';
import type { Handlers } from '../../../rpc/procedure.ts';
import type { HostContext } from '../context.ts';
import { evaluateBundle } from '../ranking/evaluate.ts';
import { replaySession } from '../ranking/replay.ts';
import { servedModel } from '../ranking/served-model.ts';

export function rankingHandlers(context: HostContext): Handlers<typeof rankingContract> {
  return {
    'replay.session': (input, { signal }) => replaySession(context, input, signal),

    'evaluate.start': async ({ dataset, bundle, ...input }) => {
      // Asked before the job starts, so that a wrong name or a mismatch is the answer to the call.
      const model = await servedModel(context, dataset, bundle);
      const title = `Evaluate ${bundle} on ${dataset}`;
      const job = context.jobs.start('evaluate', title, async (handle) => {
        const result = await evaluateBundle(context, model, input, handle);
        const run = context.store.runs.insert({ kind: 'evaluate', title, dataset, createdAtMs: Date.now(), result });
        context.notify('runs');
        return { run };
      });
      return { job };
    },
  };
}
