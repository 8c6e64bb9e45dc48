import type { ReplayResult, ReplayStep, RetrievedItem } from '../../../contract/ranking.ts';
import { RpcError } from '../../../rpc/error.ts';
import type { HostContext } from '../context.ts';
import { toEvents } from '../services/sessions.ts';
import { itemCards } from './item-cards.ts';
import { encodeHistories } from './encode-histories.ts';
import { historyWindows, lowerBound, modelHistory } from './model-history.ts';
import { plainCondition } from './query-plan.ts';
import { excludedRows, type Query, retrieveInput } from './retrieve-batch.ts';
import { servedModel } from './served-model.ts';

/** Queries handed to the engine at once, and the most retrieved items one answer may carry. */
const queriesAtOnce = 256;
const mostRetrieved = 200_000;

/**
 * Replays a session: the user's history is encoded once (in overlapping windows where it is longer than the model reads), and the query vector after each
 * event retrieves what the next step would have been shown.
 */
export async function replaySession(
  context: HostContext,
  input: { readonly dataset: string; readonly bundle: string; readonly session: string; readonly k: number },
  signal: AbortSignal,
): Promise<ReplayResult> {
  const { store, engine } = context;
  const model = await servedModel(context, input.dataset, input.bundle);
  const { dataset } = model;
  const session = store.sessions.get(dataset, input.session);
  if (session.events * input.k > mostRetrieved) {
    const k = Math.max(1, Math.floor(mostRetrieved / session.events));
    throw new RpcError({
      code: 'too-large',
      message: `${session.events} steps with ${input.k} items each are too many; use k ${k} or less.`,
    });
  }
  const end = session.firstSeq + session.events;
  const sequence = store.events.sequence(dataset, session.user, { before: end });
  const events = toEvents(store, dataset, store.events.sequence(dataset, session.user, { from: session.firstSeq, before: end }));
  const history = modelHistory(model, sequence);

  // Position of the newest event of the history before each step; -1 where there is none yet.
  const positions = events.map(({ seq }) => lowerBound(history.index, seq - sequence.firstSeq) - 1);
  const wanted = [...new Set(positions.filter((position) => position >= 0))];
  const vectors = new Map<number, Float32Array>();
  let encodeMs = 0;
  if (wanted.length > 0) {
    const windows = historyWindows(wanted, model.spec.historyLength);
    await engine.openBundle(model.spec);
    const encoded = await encodeHistories(
      engine,
      model,
      windows.map((window) => ({ history, window })),
      signal,
    );
    const asked = windows.flatMap((window, part) => window.wanted.map((position) => ({ part, position, condition: plainCondition })));
    const made = await encoded.queries(asked, signal);
    encodeMs = encoded.ms + made.ms;
    const d = model.dimensions;
    asked.forEach(({ position }, index) => vectors.set(position, made.vectors.subarray(index * d, (index + 1) * d)));
  }

  const found = new Map<number, { readonly rows: Int32Array; readonly scores: Float32Array; readonly rank: number }>();
  const asked = events.flatMap((_, step) => ((positions[step] ?? -1) >= 0 ? [step] : []));
  let retrieveMs = 0;
  for (let from = 0; from < asked.length; from += queriesAtOnce) {
    const steps = asked.slice(from, from + queriesAtOnce);
    const queries: readonly Query[] = steps.map((step) => ({
      excluded: excludedRows(model, history.rows.subarray(0, (positions[step] ?? -1) + 1)),
      target: model.rowOfItem[events[step]?.item.index ?? -1] ?? -1,
    }));
    const packed = new Float32Array(steps.length * model.dimensions);
    steps.forEach((step, index) => packed.set(vectors.get(positions[step] ?? -1) ?? [], index * model.dimensions));
    const answer = await engine.retrieve(retrieveInput(model, packed, queries, input.k), { signal });
    retrieveMs += answer.ms;
    steps.forEach((step, index) => {
      const [first, last] = [index * input.k, (index + 1) * input.k];
      found.set(step, {
        rows: answer.rows.subarray(first, last),
        scores: answer.scores.subarray(first, last),
        rank: answer.ranks[index] ?? 0,
      });
    });
  }

  const cards = itemCards(
    store,
    dataset,
    [...found.values()].flatMap(({ rows }) => Array.from(rows, (row) => model.itemOfRow[row] ?? -1)),
  );
  const steps: ReplayStep[] = [];
  for (const [index, event] of events.entries()) {
    const answer = found.get(index);
    const retrieved: RetrievedItem[] = [];
    answer?.rows.forEach((row, place) => {
      const item = cards.get(model.itemOfRow[row] ?? -1);
      if (item !== undefined) retrieved.push({ item, score: answer.scores[place] ?? 0 });
    });
    const step = { index, at: event.at ?? '', event, retrieved };
    steps.push(answer === undefined || answer.rank === 0 ? step : { ...step, rankOfActual: answer.rank });
  }
  return {
    dataset: dataset.name,
    bundle: model.name,
    session: session.id,
    user: session.userId,
    k: input.k,
    seenExcluded: model.bundle.manifest.seenExcluded,
    steps,
    metrics: replayMetrics(
      steps.flatMap(({ rankOfActual }) => rankOfActual ?? []),
      input.k,
    ),
    encodeMs,
    retrieveMs,
  };
}

function replayMetrics(ranks: readonly number[], k: number): ReplayResult['metrics'] {
  const scored = ranks.length;
  if (scored === 0) return { scored, recall: 0, meanReciprocalRank: 0 };
  const sorted = ranks.toSorted((left, right) => left - right);
  const middle = scored / 2;
  const medianRank = scored % 2 === 1 ? (sorted[Math.floor(middle)] ?? 0) : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2;
  return {
    scored,
    recall: ranks.filter((rank) => rank <= k).length / scored,
    meanReciprocalRank: ranks.reduce((sum, rank) => sum + 1 / rank, 0) / scored,
    medianRank,
  };
}
