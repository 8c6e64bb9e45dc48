import type { Attribution, EventAttribution, RequestInput } from '../../../contract/inspect.ts';
import { utilities } from '../../../core/utility/utility.ts';
import { RpcError } from '../../../rpc/error.ts';
import type { HostContext } from '../context.ts';
import { itemCards } from './item-cards.ts';
import { itemOfId } from './item-of-id.ts';
import { dot, itemVector } from './item-vector.ts';
import { historyOfEvents } from './model-history.ts';
import { prepareRequest } from './prepare-request.ts';
import { queryPlan } from './query-plan.ts';
import { encodeRequests } from './request-encoding.ts';

/** Histories made and encoded in one call: a cancel takes effect between calls, and thousands of events copied for each would hold the host up. */
const historiesAtOnce = 16;

/**
 * What each of the newest events of the history (but for the newest `skip`) is worth to one item: utility, heads and retrieval score with the whole history less those without the
 * event (leave one out). The others keep their actions and times, so the gap over a missing event is the time between its neighbours. All begin with the same
 * event, so that each is read on from what it has in common with the whole.
 */
export async function attributeItem(
  context: HostContext,
  input: RequestInput & { readonly item: string; readonly events: number; readonly skip: number },
  signal: AbortSignal,
): Promise<Attribution> {
  const { engine, store } = context;
  const prepared = await prepareRequest(context, input);
  const { model, events, history, from, weights, moment } = prepared;
  const number = itemOfId(context, model.dataset, input.item);
  const row = model.rowOfItem[number] ?? -1;
  const item = itemCards(store, model.dataset, [number]).get(number);
  if (row < 0 || item === undefined)
    throw new RpcError({
      code: 'refused',
      message: `The bundle "${model.name}" has no vector of item ${input.item}, so no event can count for it.`,
    });
  await engine.openBundle(model.spec);
  const vector = await itemVector(model, row);
  const conditions = queryPlan(model, input);
  const read = history.rows.length - from;
  const count = Math.max(0, Math.min(input.events, read - input.skip));
  const oldest = history.index.length - input.skip - count;
  // The one event of a history cannot be left out: nothing would remain to be read.
  const left = history.rows.length === 1 ? [] : Array.from({ length: count }, (_, place) => history.index[oldest + place] ?? 0);
  const width = weights.length;
  const d = model.dimensions;
  const values: { readonly heads: readonly number[]; readonly utility: number; readonly retrievalScore: number }[] = [];
  const started = performance.now();
  const batches: (readonly (number | undefined)[])[] = [[undefined]];
  for (let first = 0; first < left.length; first += historiesAtOnce) batches.push(left.slice(first, first + historiesAtOnce));
  for (const batch of batches) {
    signal.throwIfAborted();
    const some = batch.map((place) => (place === undefined ? history : historyOfEvents(model, events.toSpliced(place, 1))));
    const requests = await encodeRequests(engine, model, some, { conditions, moment, from }, signal);
    const part = await Promise.all(
      some.map(async (_, index) => {
        const [{ probabilities }, { vectors }] = await Promise.all([
          requests.score(index, Int32Array.of(row), signal),
          requests.queries(index, signal),
        ]);
        return {
          heads: Array.from(probabilities.subarray(0, width)),
          utility: utilities(probabilities, weights).utility[0] ?? 0,
          retrievalScore: Math.max(...conditions.map((__, place) => dot(vectors.subarray(place * d, (place + 1) * d), vector))),
        };
      }),
    );
    values.push(...part);
  }
  const ms = performance.now() - started;
  const [whole, ...without] = values;
  if (whole === undefined) throw new Error('The whole history is always encoded.');
  const parts = without.map((value, index): EventAttribution => {
    const event = events[left[index] ?? -1];
    return {
      seq: event?.seq ?? -1 - (event?.inserted ?? 0),
      utility: whole.utility - value.utility,
      heads: whole.heads.map((head, place) => head - (value.heads[place] ?? 0)),
      retrievalScore: whole.retrievalScore - value.retrievalScore,
    };
  });
  return { item, ...whole, events: parts, older: Math.max(0, read - input.skip - count), ms };
}
