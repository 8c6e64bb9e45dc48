import { setImmediate } from 'node:timers/promises';
import type { ChangedRequest } from '../../../contract/explanations.ts';
import type { LogSchema } from '../../../core/dataset/log-schema.ts';
import type { RequestCandidates } from '../../../core/dataset/request-candidates.ts';
import { rankCandidates } from '../../../core/utility/rank-candidates.ts';
import type { Store, StoredDataset } from '../../store/types.ts';
import type { AskedPolicy } from './asked-policy.ts';
import type { Explainer } from './explainer.ts';

/** Requests that are looked at: the first of those whose candidates are kept, or the first of the log. */
const mostExamined = 400;
/** Requests asked between two breaths of the host's thread. */
const together = 10;

/** The requests that get another action than production's: most places of the slate first, then by the policy's own score. */
export async function changedRequests(
  store: Store,
  { body, dataset, log }: AskedPolicy,
  { choose }: Explainer,
  { limit, signal }: { readonly limit: number; readonly signal: AbortSignal },
): Promise<{ readonly examined: number; readonly requests: readonly ChangedRequest[] }> {
  const production = body.log.actions.findIndex(({ name }) => name === body.result.baseline.scored.production);
  if (production < 0) return { examined: 0, requests: [] };
  const kept = log.candidates === undefined ? [] : store.logs.expanded(dataset, log.name, { from: 0, limit: mostExamined });
  const examined = kept.length > 0 ? kept : Array.from({ length: Math.min(mostExamined, log.rows) }, (_, row) => row);
  const rows = await readRows(store, dataset, log, examined, signal);
  const changed: ChangedRequest[] = [];
  for (const [place, request] of examined.entries()) {
    const { action, scores } = choose(rows[place] ?? []);
    if (action !== production) {
      const candidates = kept.length > 0 ? store.logs.candidates(dataset, log.name, request) : undefined;
      const places = candidates === undefined ? undefined : changedPlaces(log, candidates, production, action);
      const gain = (scores?.[action] ?? 0) - (scores?.[production] ?? 0);
      changed.push({ request, ...(places === undefined ? {} : { places }), gain });
    }
    if (place % together === together - 1) {
      await setImmediate();
      signal.throwIfAborted();
    }
  }
  changed.sort((a, b) => (b.places ?? 0) - (a.places ?? 0) || b.gain - a.gain || a.request - b.request);
  return { examined: examined.length, requests: changed.slice(0, limit) };
}

/** Values of some rows, ascending, in the order of the log's columns; each block is read once. */
async function readRows(
  store: Store,
  dataset: StoredDataset,
  log: LogSchema,
  rows: readonly number[],
  signal: AbortSignal,
): Promise<readonly (readonly number[])[]> {
  const values = rows.map((): number[] => []);
  for (const { name } of log.columns) {
    let start = 0;
    let next = 0;
    for (const block of store.logs.column(dataset, log.name, name)) {
      for (; (rows[next] ?? Infinity) < start + block.length; next += 1) values[next]?.push(block[(rows[next] ?? 0) - start] ?? Number.NaN);
      start += block.length;
      await setImmediate();
      signal.throwIfAborted();
      if (next >= rows.length) break;
    }
  }
  return values;
}

/** Places of the slate that hold another item; undefined where actions are no weights. */
function changedPlaces(log: LogSchema, { heads, bonus }: RequestCandidates, production: number, action: number): number | undefined {
  const names = log.candidates?.heads ?? [];
  const shown = log.columns.filter(({ role, name }) => role === 'item' && /^item_\d+$/.test(name)).length || bonus.length;
  const slateOf = (index: number) => {
    const weights = log.actions[index]?.weights;
    return weights === undefined
      ? undefined
      : rankCandidates(
          heads,
          bonus,
          names.map((head) => weights[head] ?? 0),
        ).order.subarray(0, shown);
  };
  const [before, after] = [slateOf(production), slateOf(action)];
  return before === undefined || after === undefined
    ? undefined
    : before.reduce((sum, item, place) => sum + (item === after[place] ? 0 : 1), 0);
}
