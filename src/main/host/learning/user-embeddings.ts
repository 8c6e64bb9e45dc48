import { createHash } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import type { LogSchema } from '../../../core/dataset/log-schema.ts';
import { embeddingProjection, projectEmbedding } from '../../../core/learn/embedding-projection.ts';
import { type DatedEmbeddings, embeddingColumn, joinUserEmbeddings } from '../../../core/learn/join-user-embeddings.ts';
import type { UserEmbeddingState } from '../../../core/learn/user-embedding-state.ts';
import type { ContextColumn, ExplorationData } from '../../../core/policy/exploration-data.ts';
import type { RequestContext } from '../../../core/serving/decision.ts';
import type { Store, StoredDataset } from '../../store/types.ts';
import { readLogColumn } from '../log-columns.ts';

/** A log whose context tells the long-term embedding of each request, and how it came there. */
export interface EmbeddedLog {
  readonly context: readonly ContextColumn[];
  /** Undefined where no request has an embedding: the columns then say nothing, and learning goes as without them. */
  readonly state: UserEmbeddingState | undefined;
}

/** What a log must tell of its requests to be joined. */
type JoinedLog = Pick<ExplorationData, 'rows' | 'user' | 'at' | 'context'>;

/** Adds the embeddings that a bundle made for a dataset to the context of one of its logs. */
export async function embedLog(
  store: Store,
  dataset: StoredDataset,
  log: LogSchema,
  data: JoinedLog,
  {
    bundle,
    seed,
    signal,
    name,
  }: { readonly bundle: string; readonly seed: number; readonly signal: AbortSignal; readonly name?: string | undefined },
): Promise<EmbeddedLog> {
  const stored = await readEmbeddings(store, dataset, bundle, signal);
  const times = log.columns.find(({ role }) => role === 'at');
  const at = data.at ?? (times === undefined ? undefined : Float64Array.from(await readLogColumn(store, dataset, log, times, signal)));
  const work = joinUserEmbeddings({ ...data, ...(at === undefined ? {} : { at }) }, stored, seed);
  let step = work.next();
  for (; step.done !== true; step = work.next()) {
    await setImmediate();
    signal.throwIfAborted();
  }
  const { columns, embedding } = step.value;
  const context = [...data.context, ...columns];
  const used = await usedEmbeddings(stored, embedding, signal);
  if (used.embeddings === 0) return { context, state: undefined };
  const state: UserEmbeddingState = {
    bundle,
    ...(name === undefined ? {} : { bundleName: name }),
    dimensions: stored.dimensions,
    columns: columns.map((column) => column.name),
    ...(embeddingProjection(stored.dimensions, seed) === undefined ? {} : { seed }),
    ...used,
  };
  return { context, state };
}

/**
 * The context of a log with the embeddings that are stored now in the columns of `state`. More may have been stored since, or fewer: what a net says of a
 * context stays right, whatever the embeddings were when it was learned.
 */
export async function embedAgain(
  store: Store,
  dataset: StoredDataset,
  log: LogSchema,
  data: JoinedLog,
  state: UserEmbeddingState,
  signal: AbortSignal,
): Promise<readonly ContextColumn[]> {
  const { context } = await embedLog(store, dataset, log, data, { bundle: state.bundle, seed: state.seed ?? 0, signal });
  const told = new Map(context.map((column) => [column.name, column]));
  const none = new Float32Array(data.rows).fill(Number.NaN);
  return [...data.context, ...state.columns.map((name, place) => told.get(name) ?? embeddingColumn(name, place, none))];
}

/** The embedding's part of the context of one logged request; null in every column where it has none. */
export function embeddingOfRow(
  store: Store,
  dataset: StoredDataset,
  log: LogSchema,
  values: readonly number[],
  state: UserEmbeddingState,
): RequestContext {
  const value = (role: 'user' | 'at') => values[log.columns.findIndex((column) => column.role === role)] ?? Number.NaN;
  const [user, atMs] = [value('user'), value('at')];
  const known = user >= 0 && !Number.isNaN(atMs);
  const vector = known ? store.userEmbeddings.newest(dataset, state.bundle, user, atMs)?.vector : undefined;
  const projection = state.seed === undefined ? undefined : embeddingProjection(state.dimensions, state.seed);
  const numbers = vector?.length === state.dimensions ? projectEmbedding(vector, projection) : undefined;
  return Object.fromEntries(state.columns.map((column, place) => [column, numbers?.[place] ?? null]));
}

/** The embedding's columns of a request, as a row of their own. */
export function embeddingColumns(state: UserEmbeddingState | undefined, context: RequestContext): readonly ContextColumn[] {
  return (state?.columns ?? []).map((name, place) => {
    const value = context[name];
    return embeddingColumn(name, place, Float64Array.of(typeof value === 'number' ? value : Number.NaN));
  });
}

async function readEmbeddings(store: Store, dataset: StoredDataset, bundle: string, signal: AbortSignal): Promise<DatedEmbeddings> {
  const found: { readonly user: number; readonly asOfMs: number; readonly vector: Float32Array }[] = [];
  for (const page of store.userEmbeddings.scan(dataset, bundle)) {
    found.push(...page);
    await setImmediate();
    signal.throwIfAborted();
  }
  const dimensions = found[0]?.vector.length ?? 0;
  // One bundle gives one width; whatever has another is damaged.
  const whole = found.filter(({ vector }) => vector.length === dimensions);
  const vectors = new Float32Array(whole.length * dimensions);
  whole.forEach(({ vector }, place) => vectors.set(vector, place * dimensions));
  return {
    dimensions,
    user: Int32Array.from(whole, ({ user }) => user),
    asOfMs: Float64Array.from(whole, ({ asOfMs }) => asOfMs),
    vectors,
  };
}

/** Facts of the embeddings that some request has. */
async function usedEmbeddings(
  { dimensions, user, asOfMs, vectors }: DatedEmbeddings,
  embedding: Int32Array,
  signal: AbortSignal,
): Promise<Pick<UserEmbeddingState, 'rowsWith' | 'rowsWithout' | 'embeddings' | 'asOf' | 'hash'>> {
  const used = new Uint8Array(user.length);
  let rowsWith = 0;
  for (const place of embedding) {
    if (place < 0) continue;
    rowsWith += 1;
    used[place] = 1;
  }
  const hash = createHash('sha256');
  let [embeddings, from, to] = [0, Infinity, -Infinity];
  for (const [place, is] of used.entries()) {
    if (is === 0) continue;
    embeddings += 1;
    const asOf = asOfMs[place] ?? Number.NaN;
    [from, to] = [Math.min(from, asOf), Math.max(to, asOf)];
    hash.update(new Uint8Array(Float64Array.of(user[place] ?? -1, asOf).buffer));
    hash.update(new Uint8Array(vectors.slice(place * dimensions, (place + 1) * dimensions).buffer));
    if (embeddings % 2_000 === 0) {
      await setImmediate();
      signal.throwIfAborted();
    }
  }
  const iso = (timeMs: number) => (Number.isFinite(timeMs) ? new Date(timeMs).toISOString() : '');
  return {
    rowsWith,
    rowsWithout: embedding.length - rowsWith,
    embeddings,
    asOf: { from: iso(from), to: iso(to) },
    hash: hash.digest('hex'),
  };
}
