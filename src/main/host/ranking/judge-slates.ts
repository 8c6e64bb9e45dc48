import type { SlateQuality } from '../../../contract/ranking.ts';
import { headOverSlates, type JudgedSlate } from '../../../core/ranking/slate-quality.ts';
import type { HostContext } from '../context.ts';
import { encodeHistories } from './encode-histories.ts';
import { datasetSlates, type Slate } from './dataset-slates.ts';
import type { EvaluatedUser, EvaluationData } from './evaluation-data.ts';
import { historyWindows, lowerBound } from './model-history.ts';
import type { ServedModel } from './served-model.ts';

/** Slates of one user, at most: a few busy users should not speak for all. */
const slatesPerUser = 5;
const usersAtOnce = 32;

/** Quality of the heads over the logged slates of the evaluated users at or after their targets; undefined where the dataset logs none. */
export async function judgeSlates(
  context: HostContext,
  model: ServedModel,
  data: EvaluationData,
  seed: number,
  signal: AbortSignal,
): Promise<SlateQuality | undefined> {
  const byUser = await datasetSlates(context.store, model.dataset, new Map(data.users.map((user, index) => [user.datasetUser, index])));
  const asked = [...byUser].flatMap(([index, slates]) => {
    const user = data.users[index];
    if (user === undefined) return [];
    const later = slates.filter((slate) => slate.atMs >= user.targetAtMs && placeOf(user, slate) >= 0 && isKnown(model, slate));
    return later.length === 0 ? [] : [{ index, user, slates: later.slice(0, slatesPerUser) }];
  });
  const judged: JudgedSlate[] = [];
  for (let from = 0; from < asked.length; from += usersAtOnce) {
    signal.throwIfAborted();
    judged.push(...(await judgeSome(context, model, asked.slice(from, from + usersAtOnce), signal)));
  }
  if (judged.length === 0) return undefined;
  const { heads } = model.bundle.manifest;
  const figures = heads.flatMap((head, bit) => {
    const found = headOverSlates(judged, bit, heads.length, seed);
    return found === undefined ? [] : [[head, found] as const];
  });
  return { slates: judged.length, users: new Set(judged.map(({ user }) => user)).size, heads: Object.fromEntries(figures) };
}

/** Position of the newest event before the slate; -1 where there is none. Untimed events stand before all. */
function placeOf({ history }: EvaluatedUser, { atMs }: Slate): number {
  const first = history.atMs.findIndex((at) => at >= atMs);
  return (first < 0 ? history.atMs.length : first) - 1;
}

function isKnown({ rowOfItem }: ServedModel, { items }: Slate): boolean {
  return items.every((item) => (rowOfItem[item] ?? -1) >= 0);
}

async function judgeSome(
  { engine }: HostContext,
  model: ServedModel,
  asked: readonly { readonly index: number; readonly user: EvaluatedUser; readonly slates: readonly Slate[] }[],
  signal: AbortSignal,
): Promise<readonly JudgedSlate[]> {
  const parts = asked.flatMap(({ user, slates }, from) => {
    const wanted = [...new Set(slates.map((slate) => placeOf(user, slate)))].toSorted((left, right) => left - right);
    return historyWindows(wanted, model.spec.historyLength).map((window) => ({ from, history: user.history, window }));
  });
  const encoded = await encodeHistories(engine, model, parts, signal);
  return Promise.all(
    asked.flatMap(({ index, user, slates }, from) =>
      slates.map(async (slate): Promise<JudgedSlate> => {
        const position = placeOf(user, slate);
        const part = parts.findIndex((one) => one.from === from && holds(one.window.wanted, position));
        const rows = Int32Array.from(slate.items, (item) => model.rowOfItem[item] ?? 0);
        const moment = { atMs: slate.atMs, surface: model.surfaceOf[slate.surface] ?? 0 };
        const { probabilities } = await encoded.score({ part, position }, moment, rows, signal);
        return { user: index, probabilities, actions: slate.actions };
      }),
    ),
  );
}

function holds(wanted: readonly number[], position: number): boolean {
  const ascending = Int32Array.from(wanted);
  return ascending[lowerBound(ascending, position)] === position;
}
