import type { RequestExplanation } from '../../../contract/explanations.ts';
import { applyNetInputs } from '../../../core/learn/net-inputs.ts';
import { networkForward } from '../../../core/learn/network-forward.ts';
import type { RequestContext } from '../../../core/serving/decision.ts';
import { type ExplainedChoice, explainChoice } from '../../../core/serving/explained-choice.ts';
import type { Store } from '../../store/types.ts';
import { type NetworkRecord, networkOf } from '../learning/network-record.ts';
import { embeddingColumns, embeddingOfRow } from '../learning/user-embeddings.ts';
import { refused } from '../rejections.ts';
import type { AskedPolicy } from './asked-policy.ts';
import { contextOfRow, rowOfContext } from './context-columns.ts';
import { mechanismOf, predictionNet } from './mechanism.ts';

/** A policy made ready to say why it takes an action, about rows of its log; `values` are in the order of the log's columns. */
export interface Explainer {
  readonly choose: (values: readonly number[]) => ExplainedChoice;
  readonly explain: (values: readonly number[]) => RequestExplanation;
}

/** What answers is what serves the policy. Throws `refused` where the run does not hold it. */
export function explainer(store: Store, { body, choice: named, dataset, log }: AskedPolicy): Explainer {
  const { result } = body;
  const mechanism = mechanismOf(body, named);
  if (mechanism === undefined)
    throw refused(
      result.learned === undefined
        ? `Run ${body.run} is of an earlier version and keeps nothing of what it learned. Sweep again to explain single requests.`
        : `Run ${body.run} keeps no net: it was learned by ridge regression. Sweep with the network to explain single requests.`,
    );
  const { userEmbedding } = result;
  const contextOf = (values: readonly number[]): RequestContext => ({
    ...contextOfRow(log, values),
    ...(userEmbedding === undefined ? {} : embeddingOfRow(store, dataset, log, values, userEmbedding)),
  });
  const first = Int32Array.of(0);
  const asking = (record: NetworkRecord) => {
    const network = networkOf(record);
    return (context: RequestContext) => {
      const row = [...rowOfContext(log, context), ...embeddingColumns(userEmbedding, context)];
      return networkForward(network, applyNetInputs(row, network.inputs, first).values, 1);
    };
  };
  const predicting = predictionNet(result);
  const predict = predicting === undefined ? undefined : asking(predicting);
  const chosen = choosing();

  function choosing(): (context: RequestContext) => ExplainedChoice {
    if (mechanism?.type !== 'net') return () => ({ action: mechanism?.action.index ?? 0, ground: { type: 'static' } });
    const { how, choice, record, of } = mechanism;
    const answer = of === 'predictions' && predict !== undefined ? predict : asking(record);
    return (context) => explainChoice(how, choice, record.objectives, answer(context), context);
  }

  return {
    choose: (values) => chosen(contextOf(values)),
    explain(values) {
      const context = contextOf(values);
      const choice = chosen(context);
      const heads = predicting?.objectives ?? [];
      const weighed = choice.ground.type === 'rewards' ? choice.ground.weights.map(({ reward }) => reward) : [];
      const objectives = [...new Set([...result.objectives, ...weighed])].filter((name) => heads.includes(name));
      const q = objectives.length === 0 ? undefined : predict?.(context);
      return {
        choice,
        objectives,
        surfaces: objectives.map((name) =>
          body.log.actions.map((_, action) => q?.[action * heads.length + heads.indexOf(name)] ?? Number.NaN),
        ),
      };
    },
  };
}
