import type { QueryPlace, RequestInput, WhyNot, WhyNotReason } from '../../../contract/inspect.ts';
import { utilities } from '../../../core/utility/utility.ts';
import type { HostContext } from '../context.ts';
import { itemCards } from './item-cards.ts';
import { itemOfId } from './item-of-id.ts';
import { dot, itemVector } from './item-vector.ts';
import { type PreparedRequest, prepareRequest } from './prepare-request.ts';
import { retrieveInput } from './retrieve-batch.ts';
import { type RequestRun, runRequest } from './run-request.ts';

/** Why an item was not on the slate: outside the bundle, filtered as seen, not retrieved, or ranked below, each with its figures. */
export async function whyNot(
  context: HostContext,
  input: RequestInput & { readonly item: string; readonly shown: number },
  signal: AbortSignal,
): Promise<WhyNot> {
  const { store } = context;
  const prepared = await prepareRequest(context, input);
  const { model, weights } = prepared;
  const number = itemOfId(context, model.dataset, input.item);
  const row = model.rowOfItem[number] ?? -1;
  const item = itemCards(store, model.dataset, [number]).get(number);
  if (item === undefined) throw new Error('An item that has a number has a card.');
  const run = await runRequest(context, prepared, input, row, signal);
  if (row < 0) return { item, shown: input.shown, reason: { type: 'outside-bundle' }, places: [] };
  const { probabilities } = await run.requests.score(0, Int32Array.of(row), signal);
  const { contributions, utility } = utilities(probabilities, weights);
  const own = utility[0] ?? 0;
  const last = run.utility[run.order[Math.min(input.shown, run.order.length) - 1] ?? -1] ?? Number.NEGATIVE_INFINITY;
  const place = Array.from(run.order).findIndex((index) => run.merged.candidates[index]?.row === row);
  const above = run.utility.filter((value, index) => value > own && run.merged.candidates[index]?.row !== row).length;
  const rank = place < 0 ? above + 1 : place + 1;
  return {
    item,
    shown: input.shown,
    reason: reasonOf(prepared, row, place, rank, last - own, input.shown),
    places: await placesOf(context, prepared, run, row, signal),
    ranking: {
      heads: Array.from(probabilities),
      contributions: Array.from(contributions),
      utility: own,
      rank,
      margin: last - own,
    },
  };
}

function reasonOf(
  { events, model, excluded }: PreparedRequest,
  row: number,
  place: number,
  rank: number,
  margin: number,
  shown: number,
): WhyNotReason {
  if (excluded.includes(row)) {
    const event = events.findLast(({ item }) => model.rowOfItem[item] === row);
    return { type: 'filtered', seq: event?.seq ?? -1 - (event?.inserted ?? 0) };
  }
  if (place < 0) return { type: 'not-retrieved' };
  return rank <= shown ? { type: 'shown', rank } : { type: 'ranked-below', rank, margin };
}

/** Ranks with nothing left out but what is in another catalogue, so that a filtered item has one too. */
async function placesOf(
  { engine }: HostContext,
  { model, excluded }: PreparedRequest,
  run: RequestRun,
  row: number,
  signal: AbortSignal,
): Promise<readonly QueryPlace[]> {
  const d = model.dimensions;
  const packed = new Float32Array(run.vectors.length * d);
  run.vectors.forEach((vector, index) => packed.set(vector, index * d));
  // Others that were seen stay out; the item itself does not.
  const others = excluded.filter((other) => other !== row);
  const asked = run.vectors.map(() => ({ excluded: others, target: row }));
  const { ranks } = await engine.retrieve(retrieveInput(model, packed, asked, 1), { signal });
  const vector = await itemVector(model, row);
  return run.conditions.map(({ name }, index) => {
    const rank = ranks[index] ?? 0;
    const pool = run.pools[index];
    const lastScore = pool?.scores[Math.min(run.quotas[index] ?? 0, pool.scores.length) - 1];
    return {
      query: name,
      ...(rank === 0 ? {} : { rank }),
      score: dot(run.vectors[index] ?? new Float32Array(), vector),
      quota: run.quotas[index] ?? 0,
      ...(lastScore === undefined ? {} : { lastScore }),
    };
  });
}
