import { setImmediate } from 'node:timers/promises';
import type { RequestCandidates } from '../../core/dataset/request-candidates.ts';
import type { LogSchema } from '../../core/dataset/log-schema.ts';
import type { HeadSample } from '../../core/policy/head-health.ts';
import type { Store, StoredDataset } from '../store/types.ts';
import { readLogColumn } from './log-columns.ts';

/** Requests that are looked at: spread evenly over those whose candidates are kept. */
const mostRequests = 3_000;
const pageRequests = 1_000;
/** Requests read between two breaths of the host's thread. */
const together = 25;

/** The candidates of a sample of a log's requests; undefined where the log keeps none. */
export async function readHeadSample(
  store: Store,
  dataset: StoredDataset,
  log: LogSchema,
  signal: AbortSignal,
): Promise<HeadSample | undefined> {
  const heads = log.candidates?.heads;
  if (heads === undefined) return undefined;
  const kept: number[] = [];
  for (let from = 0; ;) {
    const page = store.logs.expanded(dataset, log.name, { from, limit: pageRequests });
    const last = page.at(-1);
    if (last === undefined) break;
    kept.push(...page);
    from = last + 1;
    await setImmediate();
    signal.throwIfAborted();
  }
  const every = Math.max(1, Math.ceil(kept.length / mostRequests));
  const chosen = kept.filter((_, place) => place % every === 0);
  const tables: { readonly request: number; readonly candidates: RequestCandidates }[] = [];
  for (const [place, request] of chosen.entries()) {
    const candidates = store.logs.candidates(dataset, log.name, request);
    if (candidates !== undefined) tables.push({ request, candidates });
    if (place % together === together - 1) {
      await setImmediate();
      signal.throwIfAborted();
    }
  }
  if (tables.length === 0) return undefined;
  const counts = Int32Array.from(tables, ({ candidates }) => candidates.items.length);
  const total = counts.reduce((sum, count) => sum + count, 0);
  const values = new Float32Array(total * heads.length);
  const bonus = new Float32Array(total);
  let at = 0;
  for (const { candidates } of tables) {
    values.set(candidates.heads, at * heads.length);
    bonus.set(candidates.bonus, at);
    at += candidates.items.length;
  }
  const times = log.columns.find(({ role }) => role === 'at');
  const timeline = times === undefined ? undefined : await readLogColumn(store, dataset, log, times, signal);
  return {
    heads,
    counts,
    values,
    bonus,
    ...(timeline === undefined ? {} : { at: Float64Array.from(tables, ({ request }) => timeline[request] ?? Number.NaN) }),
    ...weightsOf(log, heads),
  };
}

function weightsOf({ actions, production }: LogSchema, heads: readonly string[]): Pick<HeadSample, 'production' | 'ranges'> {
  const weighted = actions.flatMap(({ name, weights }) => (weights === undefined ? [] : [{ name, weights }]));
  if (weighted.length === 0) return {};
  const live = weighted.find(({ name }) => name === production);
  return {
    ...(live === undefined ? {} : { production: { name: live.name, weights: heads.map((head) => live.weights[head] ?? 0) } }),
    ranges: heads.map((head) => {
      const values = weighted.map(({ weights }) => weights[head] ?? 0);
      return { low: Math.min(...values), high: Math.max(...values) };
    }),
  };
}
