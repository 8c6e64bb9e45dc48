import type { Candidate, HistoryEdit, HistoryEvent, InspectResult, QueryVector, RequestInput } from '../../../contract/inspect.ts';
import { topicEntropy } from '../../../core/ranking/topic-entropy.ts';
import type { UserSequence } from '../../../core/session/user-sequence.ts';
import type { HostContext } from '../context.ts';
import { toEvents } from '../services/sessions.ts';
import { itemCards } from './item-cards.ts';
import { type PreparedRequest, prepareRequest } from './prepare-request.ts';
import { queryAbilities } from './query-plan.ts';
import { type RequestRun, runRequest } from './run-request.ts';

type Cards = ReturnType<typeof itemCards>;

/** One request through every stage: history, query vectors, candidates, heads, utility. */
export async function inspectRequest(context: HostContext, input: RequestInput, signal: AbortSignal): Promise<InspectResult> {
  const { store, engine } = context;
  const prepared = await prepareRequest(context, input);
  const { model, user, at, weights, next } = prepared;
  const { dataset } = model;
  const run = await runRequest(context, prepared, input, model.rowOfItem[next.item[0] ?? -1] ?? -1, signal);
  const itemOf = (row: number) => model.itemOfRow[row] ?? -1;
  const cards = itemCards(
    store,
    dataset,
    run.pools.flatMap(({ rows }) => rows.map(itemOf)),
  );
  const candidates = candidatesOf(run, weights.length, (row) => cards.get(itemOf(row)));
  return {
    dataset: dataset.name,
    bundle: model.name,
    user: user.id,
    at,
    heads: model.bundle.manifest.heads,
    weights,
    stages: run.stages,
    kept: run.stages.encode.ms === 0,
    read: run.requests.encoded.read,
    queries: queriesOf(run, (row) => cards.get(itemOf(row))),
    pool: {
      fetched: run.merged.fetched,
      unique: run.merged.unique,
      ...entropyOf(candidates.map(({ item }) => item)),
    },
    ...(run.longTerm === undefined ? {} : { longTerm: run.longTerm }),
    abilities: queryAbilities(model),
    candidates,
    history: editedHistory(context, prepared, run.requests.lengths[0] ?? 0),
    historyLength: model.spec.historyLength,
    ...actual(context, prepared, next, candidates, run.targetRanks),
    seenExcluded: model.bundle.manifest.seenExcluded,
    provider: engine.state.provider,
  };
}

function candidatesOf(run: RequestRun, width: number, cardOf: (row: number) => ReturnType<Cards['get']>): readonly Candidate[] {
  return Array.from(run.order).flatMap((index, place): readonly Candidate[] => {
    const candidate = run.merged.candidates[index];
    const item = cardOf(candidate?.row ?? -1);
    if (candidate === undefined || item === undefined) return [];
    return [
      {
        item,
        source: run.conditions[candidate.source]?.name ?? '',
        sources: candidate.sources.flatMap((source) => run.conditions[source]?.name ?? []),
        retrievalScore: candidate.score,
        heads: Array.from(run.probabilities.subarray(index * width, (index + 1) * width)),
        contributions: Array.from(run.contributions.subarray(index * width, (index + 1) * width)),
        utility: run.utility[index] ?? 0,
        rank: place + 1,
      },
    ];
  });
}

function queriesOf(run: RequestRun, cardOf: (row: number) => ReturnType<Cards['get']>): readonly QueryVector[] {
  return run.conditions.map(({ name, share }, index) => {
    const own = run.merged.candidates.filter(({ source }) => source === index);
    const pool = (run.pools[index]?.rows ?? []).slice(0, run.quotas[index]).flatMap((row) => cardOf(row) ?? []);
    return {
      name,
      norm: Math.hypot(...(run.vectors[index] ?? [])),
      share,
      claimed: own.length,
      alone: own.filter(({ sources }) => sources.length === 1).length,
      ...entropyOf(pool),
    };
  });
}

function entropyOf(items: readonly { readonly topics: readonly string[] }[]): { readonly topicEntropy?: number } {
  const entropy = topicEntropy(items);
  return entropy === undefined ? {} : { topicEntropy: entropy };
}

/** What was read, and the dropped events that stand between. */
function editedHistory({ store }: HostContext, prepared: PreparedRequest, read: number): readonly HistoryEvent[] {
  const { model, sequence, events, history } = prepared;
  const places = history.index.subarray(history.index.length - read);
  const shown = Array.from(places, (place) => events[place]).filter((event) => event !== undefined);
  const first = Math.min(...shown.map(({ seq }) => seq ?? Number.POSITIVE_INFINITY), ...droppedOf(prepared));
  const from = Number.isFinite(first) ? first : sequence.item.length;
  const stored = toEvents(store, model.dataset, store.events.sequence(model.dataset, prepared.user.index, { from, before: prepared.at }));
  const bySeq = new Map(stored.map((event) => [event.seq, event]));
  const inserted = itemCards(
    store,
    model.dataset,
    shown.flatMap(({ seq, item }) => (seq === undefined ? [item] : [])),
  );
  const list: HistoryEvent[] = shown.flatMap((event): readonly HistoryEvent[] => {
    if (event.seq === undefined) {
      const item = inserted.get(event.item);
      const actions = model.dataset.actions.filter((_, bit) => ((event.actions >>> bit) & 1) === 1);
      const names = actions.map(({ name }) => name);
      const positive = actions.some((action) => action.positive);
      return item === undefined ? [] : [{ seq: -1 - (event.inserted ?? 0), item, actions: names, positive, edit: 'inserted' }];
    }
    const found = bySeq.get(event.seq);
    const edit: HistoryEdit | undefined = event.masked ? 'masked' : event.moved ? 'moved' : undefined;
    return found === undefined ? [] : [edit === undefined ? found : { ...found, edit }];
  });
  for (const seq of droppedOf(prepared)) {
    const found = bySeq.get(seq);
    if (found === undefined) continue;
    const after = list.findIndex((event) => event.seq > seq);
    list.splice(after < 0 ? list.length : after, 0, { ...found, edit: 'dropped' });
  }
  return list;
}

function droppedOf({ events, at }: PreparedRequest): readonly number[] {
  const kept = new Set(events.map(({ seq }) => seq));
  return Array.from({ length: at }, (_, seq) => seq).filter((seq) => !kept.has(seq));
}

function actual(
  { store }: HostContext,
  { model: { dataset } }: PreparedRequest,
  next: UserSequence,
  candidates: readonly Candidate[],
  ranks: Int32Array,
): Pick<InspectResult, 'actual'> {
  const event = toEvents(store, dataset, next)[0];
  if (event === undefined) return {};
  const rank = candidates.find(({ item }) => item.index === event.item.index)?.rank;
  // By whichever vector puts it first.
  const retrievalRank = Math.min(...Array.from(ranks).filter((found) => found > 0));
  return {
    actual: { event, ...(rank === undefined ? {} : { rank }), ...(Number.isFinite(retrievalRank) ? { retrievalRank } : {}) },
  };
}
