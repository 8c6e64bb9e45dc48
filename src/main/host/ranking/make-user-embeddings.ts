import { setImmediate } from 'node:timers/promises';
import type { MadeUserEmbeddings } from '../../../contract/user-embeddings.ts';
import type { LogSchema } from '../../../core/dataset/log-schema.ts';
import type { HostContext } from '../context.ts';
import type { JobHandle } from '../jobs.ts';
import { readLogColumn } from '../log-columns.ts';
import { type HistoryPart, packHistories } from './encode-histories.ts';
import { longTermPlace } from './long-term.ts';
import { modelHistory } from './model-history.ts';
import type { ServedModel } from './served-model.ts';

/** Histories that go through the model together. */
const together = 16;

interface Wanted extends HistoryPart {
  readonly user: number;
  readonly asOfMs: number;
}

/**
 * The long-term embeddings of the users of a log, as their requests would have had them: of every night that stands before a request and that knows more
 * events than the night before it. What is stored already is kept.
 */
export async function makeUserEmbeddings(
  { store, engine }: Pick<HostContext, 'store' | 'engine'>,
  model: ServedModel,
  log: LogSchema,
  { signal, progress }: Pick<JobHandle, 'signal' | 'progress'>,
): Promise<MadeUserEmbeddings> {
  const { dataset, spec, bundle } = model;
  progress('Reading the log', 0);
  const requests = await requestTimes(store, model, log, signal);
  await engine.openBundle(spec);
  let [known, made, done] = [0, 0, 0];
  let batch: Wanted[] = [];
  const flush = async () => {
    if (batch.length === 0) return;
    const { histories, wanted } = packHistories(model, batch);
    const { users } = await engine.encodeHistory({ model: spec, ...histories, wanted, keep: false }, { signal });
    const d = model.dimensions;
    batch.forEach(({ user, asOfMs }, place) =>
      store.userEmbeddings.put(dataset, bundle.hash, user, { asOfMs, vector: users.slice(place * d, (place + 1) * d) }),
    );
    made += batch.length;
    batch = [];
  };
  for (const [user, timesMs] of requests) {
    const nights = nightsOf(model, store.events.sequence(dataset, user), timesMs);
    if (nights.length > 0) known += 1;
    for (const night of nights) {
      const stored = store.userEmbeddings.newest(dataset, bundle.hash, user, night.asOfMs);
      if (stored?.asOfMs !== night.asOfMs || stored.vector.length !== model.dimensions) batch.push({ user, ...night });
      if (batch.length === together) await flush();
    }
    done += 1;
    if (done % together !== 0) continue;
    progress('Making embeddings', done / requests.size);
    await setImmediate();
    signal.throwIfAborted();
  }
  await flush();
  return { users: requests.size, known, made };
}

/** Times of the requests of each user that has any, ascending. */
async function requestTimes(
  store: HostContext['store'],
  { dataset }: ServedModel,
  log: LogSchema,
  signal: AbortSignal,
): Promise<ReadonlyMap<number, readonly number[]>> {
  const [userColumn, timeColumn] = (['user', 'at'] as const).map((role) => log.columns.find((column) => column.role === role));
  const times = new Map<number, number[]>();
  if (userColumn === undefined || timeColumn === undefined) return times;
  const users = await readLogColumn(store, dataset, log, userColumn, signal);
  const at = await readLogColumn(store, dataset, log, timeColumn, signal);
  for (let row = 0; row < log.rows; row += 1) {
    if (row % 16_384 === 16_383) await setImmediate();
    const [user = -1, atMs = Number.NaN] = [users[row], at[row]];
    if (user < 0 || Number.isNaN(atMs)) continue;
    const own = times.get(user);
    if (own === undefined) times.set(user, [atMs]);
    else own.push(atMs);
  }
  signal.throwIfAborted();
  for (const own of times.values()) own.sort((one, two) => one - two);
  return times;
}

/** Each night that is the first to know what it knows. */
function nightsOf(
  model: ServedModel,
  sequence: Parameters<typeof modelHistory>[1],
  timesMs: readonly number[],
): readonly (HistoryPart & { readonly asOfMs: number })[] {
  const history = modelHistory(model, sequence);
  if (history.rows.length === 0) return [];
  const found: (HistoryPart & { readonly asOfMs: number })[] = [];
  let last = -1;
  for (const requestMs of timesMs) {
    const { window, position, asOfMs } = longTermPlace(history, 0, model.spec.historyLength, requestMs);
    if (asOfMs === undefined || position === last) continue;
    last = position;
    found.push({ history, window, asOfMs });
  }
  return found;
}
