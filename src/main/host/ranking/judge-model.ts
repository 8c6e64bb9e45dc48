import type { EngineClient } from '../../engine/client.ts';
import type { EvaluatedUser } from './evaluation-data.ts';
import { encodeHistories } from './encode-histories.ts';
import { historyWindows, lowerBound } from './model-history.ts';
import type { QueryCondition } from './query-plan.ts';
import { excludedRows, retrieveInput } from './retrieve-batch.ts';
import type { ServedModel } from './served-model.ts';

/** What the bundle did with every target and held-out event. */
export interface ModelJudgement {
  /** One per user; 0 = the target could not be retrieved. */
  readonly ranks: Int32Array;
  /** Held-out events in order: predicted probability [events, heads] and what really happened, as bits. */
  readonly probabilities: Float32Array;
  readonly actions: Int32Array;
}

const usersAtOnce = 64;

/** Ranks every target over the whole catalogue, and scores every held-out event's own item from the state just before it. */
export async function judgeModel(
  engine: EngineClient,
  model: ServedModel,
  users: readonly EvaluatedUser[],
  conditions: readonly QueryCondition[],
  signal: AbortSignal,
  progress: (fraction: number) => void,
): Promise<ModelJudgement> {
  const ranks = new Int32Array(users.length);
  const probabilities: Float32Array[] = [];
  const actions: number[] = [];
  await engine.openBundle(model.spec);
  for (let from = 0; from < users.length; from += usersAtOnce) {
    signal.throwIfAborted();
    const part = await judgePart(engine, model, users.slice(from, from + usersAtOnce), conditions, signal);
    ranks.set(part.ranks, from);
    probabilities.push(...part.probabilities);
    actions.push(...part.actions);
    progress(Math.min(1, (from + usersAtOnce) / users.length));
  }
  const joined = new Float32Array(probabilities.length * model.bundle.manifest.actions);
  probabilities.forEach((values, index) => joined.set(values, index * model.bundle.manifest.actions));
  return { ranks, probabilities: joined, actions: Int32Array.from(actions) };
}

async function judgePart(
  engine: EngineClient,
  model: ServedModel,
  users: readonly EvaluatedUser[],
  conditions: readonly QueryCondition[],
  signal: AbortSignal,
): Promise<{ readonly ranks: Int32Array; readonly probabilities: readonly Float32Array[]; readonly actions: readonly number[] }> {
  const { historyLength } = model.spec;
  const requests = users.map(({ history }, index) => positionsOf(users[index] as EvaluatedUser, history.index));
  // The target's own window ends where its history ends, exactly as a request would; later events share windows.
  const parts = users.flatMap(({ history }, index) => {
    const { request, later } = requests[index] ?? { request: 0, later: [] };
    const own = { start: Math.max(0, request + 1 - historyLength), end: request + 1, wanted: [request] };
    const rest = historyWindows(
      later.filter((position) => position !== request),
      historyLength,
    );
    return [own, ...rest].map((window) => ({ user: index, history, window }));
  });
  const encoded = await encodeHistories(engine, model, parts, signal);
  // Later windows may want a request's position too; the request's own window came first.
  const places = new Map<string, { readonly part: number; readonly position: number }>();
  parts.forEach(({ user, window }, part) => {
    for (const position of window.wanted) {
      const key = `${user} ${position}`;
      if (!places.has(key)) places.set(key, { part, position });
    }
  });
  const placeOf = (user: number, position: number) => places.get(`${user} ${position}`) ?? { part: 0, position: 0 };
  const { vectors: queries } = await encoded.queries(
    users.flatMap((_, index) => conditions.map((condition) => ({ ...placeOf(index, requests[index]?.request ?? 0), condition }))),
    signal,
  );
  const asked = users.flatMap(({ history, targetRow }, index) => {
    const excluded = excludedRows(model, history.rows.subarray(0, (requests[index]?.request ?? 0) + 1));
    return conditions.map(() => ({ excluded, target: targetRow }));
  });
  const retrieved = await engine.retrieve(retrieveInput(model, queries, asked, 1), { signal });

  // The target counts as soon as any vector fetches it; 0 stands for one that is left out.
  const ranks = Int32Array.from(users, (_, index) => {
    const own = Array.from(retrieved.ranks.subarray(index * conditions.length, (index + 1) * conditions.length)).filter((rank) => rank > 0);
    return own.length === 0 ? 0 : Math.min(...own);
  });

  const events = users.flatMap(({ history, heldOut }, index) => {
    const first = lowerBound(history.index, heldOut.target);
    const last = lowerBound(history.index, heldOut.heldOutEnd);
    return Array.from({ length: last - first }, (_, offset) => ({ index, history, position: first + offset })).filter(
      ({ position }) => position > 0,
    );
  });
  const scored = await Promise.all(
    events.map(({ index, history, position }) => {
      // The event's own time and surface are those of the request that showed it.
      const moment = { atMs: history.atMs[position] ?? Number.NaN, surface: model.surfaceOf[history.surface[position] ?? -1] ?? 0 };
      return encoded.score(placeOf(index, position - 1), moment, Int32Array.of(history.rows[position] ?? 0), signal);
    }),
  );
  return {
    ranks,
    probabilities: scored.map((answer) => answer.probabilities),
    actions: events.map(({ history, position }) => history.actions[position] ?? 0),
  };
}

/** `request`: the newest readable event of the history; `later`: the event before each held-out one, ascending. */
function positionsOf({ heldOut }: EvaluatedUser, index: Int32Array): { readonly request: number; readonly later: readonly number[] } {
  const first = lowerBound(index, heldOut.target);
  const last = lowerBound(index, heldOut.heldOutEnd);
  const later = Array.from({ length: last - first }, (_, offset) => first + offset - 1).filter((position) => position >= 0);
  return { request: Math.max(0, lowerBound(index, heldOut.historyEnd) - 1), later };
}
