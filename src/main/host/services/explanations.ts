import type { explanationsContract } from '../../../contract/explanations.ts';
import { applyNetInputs } from '../../../core/learn/net-inputs.ts';
import { networkForward } from '../../../core/learn/network-forward.ts';
import type { ContextColumn } from '../../../core/policy/exploration-data.ts';
import type { SweepResult } from '../../../core/policy/sweep-result.ts';
import { RpcError } from '../../../rpc/error.ts';
import type { Handlers } from '../../../rpc/procedure.ts';
import type { HostContext } from '../context.ts';
import { type NetworkRecord, networkOf } from '../learning/network-record.ts';
import { embeddingColumns, embeddingOfRow } from '../learning/user-embeddings.ts';
import { isCategory, isContext } from '../log-columns.ts';
import { refused } from '../rejections.ts';

/** Why a policy does what it does with one request. */
export function explanationsHandlers({ store }: Pick<HostContext, 'store'>): Handlers<typeof explanationsContract> {
  return {
    'tuning.explain': ({ run: id, request }) => {
      const run = store.runs.get(id);
      if (run === undefined) throw new RpcError({ code: 'not-found', message: `There is no run ${id}.` });
      if (run.kind !== 'sweep') throw refused(`Run ${id} is no sweep, so there is no policy to explain.`);
      // Sweep runs are written by this host alone, and typed there.
      const { learned, log: logName, objectives, divisors, userEmbedding } = run.result as SweepResult;
      if (learned?.kind !== 'network')
        throw refused(`Run ${id} keeps no net: it was learned by ridge regression. Sweep with the network to explain single requests.`);
      const dataset = store.datasets.get(run.dataset);
      const log = dataset.logs.find(({ name }) => name === logName);
      if (dataset.createdAtMs > run.createdAtMs || log === undefined)
        throw refused(`The dataset "${run.dataset}" was replaced after run ${id}. Sweep again.`);
      if (request >= log.rows)
        throw new RpcError({
          code: 'not-found',
          message: `The log "${log.name}" has requests 0 to ${log.rows - 1}; there is no ${request}.`,
        });
      const values = store.logs.row(dataset, log.name, request);
      const logged = log.columns.flatMap((column, index): ContextColumn[] =>
        isContext(column)
          ? [
              {
                name: column.name,
                kind: isCategory(column) ? 'category' : 'numeric',
                data: Float64Array.of(values[index] ?? Number.NaN),
                ...(column.levels === undefined ? {} : { levels: column.levels }),
              },
            ]
          : [],
      );
      const context =
        userEmbedding === undefined
          ? logged
          : [...logged, ...embeddingColumns(userEmbedding, embeddingOfRow(store, dataset, log, values, userEmbedding))];
      const network = networkOf(learned.model as NetworkRecord);
      const { actions, heads } = network.shape;
      const inputs = applyNetInputs(context, network.inputs, Int32Array.of(0));
      // A net that learned from no column has no inputs to fill.
      const answers = networkForward(
        network,
        inputs.width === network.shape.inputs ? inputs.values : new Float32Array(network.shape.inputs),
        1,
      );
      return {
        objectives,
        surfaces: objectives.map((objective) => {
          const head = network.objectives.indexOf(objective);
          return Array.from({ length: actions }, (_, action) => answers[action * heads + head] ?? Number.NaN);
        }),
        divisors: objectives.map((objective) => divisors[objective] ?? 1),
      };
    },
  };
}
