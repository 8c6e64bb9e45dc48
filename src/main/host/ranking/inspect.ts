import type { Candidate, InspectResult } from '../../../contract/ranking.ts';
import { rankOrder } from '../../../core/ranking/rank-order.ts';
import { defaultWeights } from '../../../core/utility/default-weights.ts';
import { utilities } from '../../../core/utility/utility.ts';
import { weightsInOrder } from '../../../core/utility/weights-in-order.ts';
import { RpcError } from '../../../rpc/error.ts';
import type { HostContext } from '../context.ts';
import { toEvents } from '../services/sessions.ts';
import { itemCards } from './item-cards.ts';
import { encodeInput, type ModelHistory, modelHistory } from './model-history.ts';
import { excludedRows, retrieveInput } from './retrieve-batch.ts';
import { type ServedModel, servedModel } from './served-model.ts';

export interface InspectInput {
  readonly dataset: string;
  readonly bundle: string;
  readonly user: string;
  readonly at?: number | undefined;
  readonly weights?: Readonly<Record<string, number>> | undefined;
  readonly mask: readonly number[];
  readonly drop: readonly number[];
  readonly topic?: string | undefined;
  readonly outcome?: Readonly<Record<string, number>> | undefined;
  readonly k: number;
}

/** The one query vector of format 1. */
const querySource = 'history';

/** One request through every stage: history, query, candidates, heads, utility. */
export async function inspectRequest(context: HostContext, input: InspectInput, signal: AbortSignal): Promise<InspectResult> {
  refuseConditions(input);
  const { store, engine } = context;
  const model = await servedModel(context, input.dataset, input.bundle);
  const { dataset, spec } = model;
  const weights = chooseWeights(model, input.weights);
  const user = store.users.get(dataset, input.user);
  const at = input.at ?? user.events;
  if (at > user.events) throw usage(`User ${input.user} has ${user.events} events; choose a position from 0 to ${user.events}.`);
  const sequence = store.events.sequence(dataset, user.index, { before: at });
  const masked = positions('mask', input.mask, at);
  const dropped = positions('drop', input.drop, at);
  const history = modelHistory(model, sequence, { masked, dropped });
  const last = history.rows.length - 1;
  if (last < 0)
    throw refused(
      `No event stands before position ${at} that the model can read, so there is no request to inspect. Choose a later position.`,
    );

  await engine.openBundle(spec);
  const window = { start: Math.max(0, last + 1 - spec.historyLength), end: last + 1, wanted: [last] };
  const encoded = await engine.encode(encodeInput(model, [{ history, window }]), { signal });
  const query = encoded.queries;
  const norm = Math.hypot(...query);
  const next = store.events.sequence(dataset, user.index, { from: at, before: at + 1 });
  const nextRow = model.rowOfItem[next.item[0] ?? -1] ?? -1;
  const excluded = excludedRows(model, seenRows(model, sequence.item, dropped, sequence.firstSeq));
  const retrieved = await engine.retrieve(retrieveInput(model, query, [{ excluded, target: nextRow }], input.k), { signal });
  const rows = retrieved.rows.filter((row) => row >= 0);
  const scored =
    rows.length === 0
      ? { probabilities: new Float32Array(), ms: 0 }
      : await engine.score({ model: spec, state: encoded.states, rows: rows.slice() }, { signal });

  const started = performance.now();
  const { contributions, utility } = utilities(scored.probabilities, weights);
  const order = rankOrder(utility);
  const utilityMs = performance.now() - started;
  const cards = itemCards(
    store,
    dataset,
    Array.from(rows, (row) => model.itemOfRow[row] ?? -1),
  );
  const width = weights.length;
  const candidates = Array.from(order).flatMap((index, place): readonly Candidate[] => {
    const item = cards.get(model.itemOfRow[rows[index] ?? -1] ?? -1);
    if (item === undefined) return [];
    return [
      {
        item,
        source: querySource,
        retrievalScore: retrieved.scores[index] ?? 0,
        heads: Array.from(scored.probabilities.subarray(index * width, (index + 1) * width)),
        contributions: Array.from(contributions.subarray(index * width, (index + 1) * width)),
        utility: utility[index] ?? 0,
        rank: place + 1,
      },
    ];
  });
  return {
    dataset: dataset.name,
    bundle: model.name,
    user: user.id,
    at,
    heads: model.bundle.manifest.heads,
    weights,
    stages: {
      encode: { ms: encoded.ms, count: window.end - window.start },
      retrieve: { ms: retrieved.ms, count: spec.vectors.rows },
      rank: { ms: scored.ms, count: rows.length },
      utility: { ms: utilityMs, count: rows.length },
    },
    queries: [{ name: querySource, norm }],
    candidates,
    history: editedHistory(context, model, history, window.start, user.index, at, masked, dropped),
    ...actual(context, model, next, candidates, retrieved.ranks[0] ?? 0),
    seenExcluded: model.bundle.manifest.seenExcluded,
    provider: engine.state.provider,
  };
}

function refuseConditions({ topic, outcome }: InspectInput): void {
  if (topic !== undefined) throw refused('Bundles of format 1 have no topic condition, so --topic cannot be answered; leave it out.');
  if (outcome !== undefined) throw refused('Bundles of format 1 have no outcome condition, so --outcome cannot be answered; leave it out.');
}

function chooseWeights({ bundle, dataset }: ServedModel, given: InspectInput['weights']): readonly number[] {
  const { heads, defaultWeights: named } = bundle.manifest;
  if (given === undefined)
    return defaultWeights(heads, new Set(dataset.actions.filter(({ positive }) => positive).map(({ name }) => name)), named);
  const chosen = weightsInOrder(heads, given);
  if (chosen.type === 'problem') throw usage(chosen.message);
  return chosen.weights;
}

function positions(what: string, given: readonly number[], at: number): ReadonlySet<number> {
  const outside = given.find((position) => position >= at);
  if (outside !== undefined) throw usage(`Position ${outside} of ${what} is not before this request, which stands at ${at}.`);
  return new Set(given);
}

/** Every item of the whole history counts as seen, also those older than the model reads; a dropped event does not. */
function seenRows({ rowOfItem }: ServedModel, items: Int32Array, dropped: ReadonlySet<number>, firstSeq: number): readonly number[] {
  return Array.from(items).flatMap((item, index) => {
    const row = rowOfItem[item] ?? -1;
    return row < 0 || dropped.has(firstSeq + index) ? [] : [row];
  });
}

/** What was read, and the dropped events that stand between. */
function editedHistory(
  { store }: HostContext,
  model: ServedModel,
  history: ModelHistory,
  start: number,
  user: number,
  at: number,
  masked: ReadonlySet<number>,
  dropped: ReadonlySet<number>,
): InspectResult['history'] {
  // Positions count from 0 here because the sequence was read from its beginning.
  const first = Math.min(history.index[start] ?? at, ...dropped);
  const read = new Set(history.index.subarray(start));
  const events = toEvents(store, model.dataset, store.events.sequence(model.dataset, user, { from: first, before: at }));
  return events.flatMap((event) => {
    if (dropped.has(event.seq)) return [{ ...event, edit: 'dropped' as const }];
    if (!read.has(event.seq)) return [];
    return [masked.has(event.seq) ? { ...event, edit: 'masked' as const } : event];
  });
}

function actual(
  { store }: HostContext,
  { dataset }: ServedModel,
  next: Parameters<typeof toEvents>[2],
  candidates: readonly Candidate[],
  retrievalRank: number,
): Pick<InspectResult, 'actual'> {
  const event = toEvents(store, dataset, next)[0];
  if (event === undefined) return {};
  const rank = candidates.find(({ item }) => item.index === event.item.index)?.rank;
  return { actual: { event, ...(rank === undefined ? {} : { rank }), ...(retrievalRank === 0 ? {} : { retrievalRank }) } };
}

function usage(message: string): RpcError {
  return new RpcError({ code: 'usage', message });
}

function refused(message: string): RpcError {
  return new RpcError({ code: 'refused', message });
}
