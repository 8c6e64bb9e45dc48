import type { PathStages, RequestCost, RequestInput } from '../../../contract/inspect.ts';
import { retrieveFlops } from '../../../core/bundle/flops.ts';
import type { CallCost } from '../../engine/contract.ts';
import type { HostContext } from '../context.ts';
import { encodeHistories, packHistories } from './encode-histories.ts';
import { gapBetween } from './model-history.ts';
import { prepareRequest } from './prepare-request.ts';
import { runRequest } from './run-request.ts';

/**
 * One request both ways, each stage timed inside the runtime: encode, generate, retrieve and score from the kept keys and values; and the same with a
 * ranking model of the same depth and width that takes history and candidates in one pass of its own. Each runs once to warm up and once to be timed.
 */
export async function requestCost(context: HostContext, input: RequestInput, signal: AbortSignal): Promise<RequestCost> {
  const { engine } = context;
  const prepared = await prepareRequest(context, input);
  const { model, history, from: start, moment } = prepared;
  const { spec } = model;
  const run = await runRequest(context, prepared, input, -1, signal);
  const candidates = Int32Array.from(run.merged.candidates, ({ row }) => row);
  const end = history.rows.length;
  const part = { history, window: { start, end, wanted: [end - 1] } };
  const gap = gapBetween(history.atMs[end - 1], moment.atMs);

  const encode = async (): Promise<CallCost> => {
    const { histories, wanted } = packHistories(model, [part]);
    const { cost } = await engine.encodeHistory({ model: spec, ...histories, wanted, keep: false, fresh: true }, { signal });
    return cost;
  };
  const prefill = async (): Promise<CallCost> => {
    const { histories } = packHistories(model, [part]);
    const asked = { model: spec, ...histories, candidates: candidates.slice(), gap, surface: moment.surface };
    return (await engine.fullPrefill(asked, { signal })).cost;
  };
  const kept = await encodeHistories(engine, model, [part], signal);
  const score = async (): Promise<CallCost> => {
    const { ms, flops = 0 } = await kept.score({ part: 0, position: end - 1 }, moment, candidates, signal);
    return { ms, flops };
  };
  await encode();
  const first = await encode();
  const second = await encode();
  await score();
  const ranked = await score();
  await prefill();
  const alone = await prefill();
  const generate = { stage: 'generate', ms: run.stages.generate.ms, flops: run.stages.generate.flops ?? 0 } as const;
  const retrieve = {
    stage: 'retrieve',
    ms: run.stages.retrieve.ms,
    flops: retrieveFlops(spec.vectors.rows, model.dimensions, run.conditions.length),
  } as const;
  const path = (encoded: CallCost, rank: CallCost): PathStages => [
    { stage: 'encode', ...encoded },
    generate,
    retrieve,
    { stage: 'rank', ...rank },
  ];
  return { shared: path(first, ranked), twoModels: path(second, alone), provider: engine.state.provider };
}
