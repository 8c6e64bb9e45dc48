import type { InspectResult, RequestInput, StageTime } from '../../../contract/inspect.ts';
import { retrieveFlops } from '../../../core/bundle/flops.ts';
import { mergePools, type MergedPools, type RetrievalPool, splitBudget } from '../../../core/ranking/merge-pools.ts';
import { rankOrder } from '../../../core/ranking/rank-order.ts';
import { utilities } from '../../../core/utility/utility.ts';
import type { HostContext } from '../context.ts';
import { longTermPlace, storedLongTerm } from './long-term.ts';
import type { PreparedRequest } from './prepare-request.ts';
import { type QueryCondition, queryPlan } from './query-plan.ts';
import { type EncodedRequests, encodeRequests } from './request-encoding.ts';
import { retrieveInput } from './retrieve-batch.ts';

/** One request taken through every stage, in the model's own terms (rows, not items). */
export interface RequestRun {
  readonly requests: EncodedRequests;
  readonly conditions: readonly QueryCondition[];
  readonly vectors: readonly Float32Array[];
  /** Candidates that each vector may claim. */
  readonly quotas: readonly number[];
  /** Per vector: what it fetched, and the exact rank of the target (0 = left out or none). */
  readonly pools: readonly RetrievalPool[];
  readonly targetRanks: Int32Array;
  readonly merged: MergedPools;
  /** Of the candidates in the order of `merged`. */
  readonly probabilities: Float32Array;
  readonly contributions: Float64Array;
  readonly utility: Float64Array;
  /** Of the long-term embedding, where the request uses it. */
  readonly longTerm?: NonNullable<InspectResult['longTerm']>;
  /** Places in `merged`, best utility first. */
  readonly order: Int32Array;
  readonly stages: {
    readonly encode: StageTime;
    readonly generate: StageTime;
    readonly retrieve: StageTime;
    readonly rank: StageTime;
    readonly utility: StageTime;
  };
}

/**
 * History, query vectors, candidates, heads, utility.
 *
 * @param target row whose exact retrieval rank is wanted; -1 for none
 */
export async function runRequest(
  context: HostContext,
  prepared: PreparedRequest,
  input: RequestInput,
  target: number,
  signal: AbortSignal,
): Promise<RequestRun> {
  const { engine } = context;
  const { model, history, from, weights, excluded, moment } = prepared;
  const { spec } = model;
  const conditions = queryPlan(model, input);
  await engine.openBundle(spec);
  const place = longTermPlace(history, from, spec.historyLength, moment.atMs);
  const stored = conditions.some((condition) => condition.longTerm) ? storedLongTerm(context, prepared, place) : undefined;
  const requests = await encodeRequests(engine, model, [history], { conditions, moment, from, longTerm: stored?.vector }, signal);
  const generated = await requests.queries(0, signal);
  const d = model.dimensions;
  const vectors = conditions.map((_, index) => generated.vectors.slice(index * d, (index + 1) * d));
  const made = vectors[conditions.findIndex((condition) => condition.longTerm)];
  if (made !== undefined) stored?.keep(made);
  const retrieved = await engine.retrieve(
    retrieveInput(
      model,
      generated.vectors.slice(),
      vectors.map(() => ({ excluded, target })),
      input.k,
    ),
    { signal },
  );
  const pools = conditions.map(({ share }, index) => {
    const from = index * input.k;
    const rows = Array.from(retrieved.rows.subarray(from, from + input.k)).filter((row) => row >= 0);
    return { rows, scores: Array.from(retrieved.scores.subarray(from, from + rows.length)), share };
  });
  const merged = mergePools(pools, input.k);
  // Equal utilities keep the order of retrieval.
  const candidates = merged.candidates.toSorted((left, right) => right.score - left.score);
  const rows = Int32Array.from(candidates, ({ row }) => row);
  const scored: Awaited<ReturnType<EncodedRequests['score']>> =
    rows.length === 0 ? { probabilities: new Float32Array(), ms: 0 } : await requests.score(0, rows, signal);
  const started = performance.now();
  const { contributions, utility } = utilities(scored.probabilities, weights);
  const order = rankOrder(utility);
  const utilityMs = performance.now() - started;
  return {
    requests,
    conditions,
    vectors,
    quotas: splitBudget(
      conditions.map(({ share }) => share),
      input.k,
    ),
    pools,
    ...(stored === undefined
      ? {}
      : {
          longTerm: {
            ...(place.asOfMs === undefined ? {} : { asOfMs: place.asOfMs }),
            events: place.window.end - place.window.start,
            stored: stored.vector !== undefined,
          },
        }),
    targetRanks: retrieved.ranks,
    merged: { ...merged, candidates },
    probabilities: scored.probabilities,
    contributions,
    utility,
    order,
    stages: {
      encode: { ...costOf(requests.encoded), count: requests.lengths[0] ?? 0 },
      generate: { ...costOf(generated), count: vectors.length },
      retrieve: { ms: retrieved.ms, count: spec.vectors.rows, flops: retrieveFlops(spec.vectors.rows, d, vectors.length) },
      rank: { ...costOf(scored), count: rows.length },
      utility: { ms: utilityMs, count: rows.length },
    },
  };
}

function costOf({ ms, flops }: { readonly ms: number; readonly flops?: number }): { readonly ms: number; readonly flops?: number } {
  return { ms, ...(flops === undefined ? {} : { flops }) };
}
