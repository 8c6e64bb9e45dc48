import type { PathStages, RequestCost, RequestInput } from '../../../contract/inspect.ts';
import { retrieveFlops } from '../../../core/bundle/flops.ts';
import type { CallCost, Histories } from '../../engine/contract.ts';
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
  const { model, history, moment } = prepared;
  const { spec } = model;
  const run = await runRequest(engine, prepared, input, -1, signal);
  const candidates = Int32Array.from(run.merged.candidates, ({ row }) => row);
  const end = history.rows.length;
  const start = Math.max(0, end - spec.historyLength);
  const part = { history, window: { start, end, wanted: [end - 1] } };
  const gap = gapBetween(history.atMs[end - 1], moment.atMs);

  const encode = async (turn: number): Promise<CallCost> => {
    const { histories, wanted } = packHistories(model, [part]);
    const { cost } = await engine.encodeHistory({ model: spec, ...unkept(histories, turn), wanted, keep: false }, { signal });
    return cost;
  };
  const prefill = async (turn: number): Promise<CallCost> => {
    const { histories } = packHistories(model, [part]);
    const asked = { model: spec, ...unkept(histories, turn), candidates: candidates.slice(), gap, surface: moment.surface };
    return (await engine.fullPrefill(asked, { signal })).cost;
  };
  const kept = await encodeHistories(engine, model, [part], signal);
  const score = async (): Promise<CallCost> => {
    const { ms, flops = 0 } = await kept.score({ part: 0, position: end - 1 }, moment, candidates, signal);
    return { ms, flops };
  };
  await encode(0);
  const first = await encode(1);
  const second = await encode(2);
  await score();
  const ranked = await score();
  await prefill(3);
  const alone = await prefill(4);
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

/** The same history as the engine has not met it: the unread gap of the first event differs by a hair, which changes no work. */
function unkept(histories: Histories, turn: number): Histories {
  const gaps = histories.gaps.slice();
  gaps[0] = (turn + 1) * 1e-6;
  return { ...histories, gaps };
}
