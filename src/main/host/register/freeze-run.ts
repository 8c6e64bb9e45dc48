import type { SweepResult } from '../../../core/policy/sweep-result.ts';
import type { FrontierSnapshot } from '../../../core/register/snapshot.ts';
import { RpcError } from '../../../rpc/error.ts';
import type { Store } from '../../store/types.ts';
import { readLogColumn } from '../log-columns.ts';
import { refused } from '../rejections.ts';

/** Everything that makes a run's frontier again. Refuses where the dataset is not the one that was swept. */
export async function freezeRun(store: Store, version: string, run: number): Promise<FrontierSnapshot> {
  const stored = store.runs.get(run);
  if (stored === undefined) throw new RpcError({ code: 'not-found', message: `There is no run ${run}.` });
  if (stored.kind !== 'sweep') throw refused(`Run ${run} is no sweep; only a frontier has operating points.`);
  // Sweep runs are written by this host alone, and typed there.
  const result = stored.result as SweepResult;
  const dataset = store.datasets.list().find(({ name }) => name === stored.dataset);
  if (dataset === undefined) throw refused(`The dataset "${stored.dataset}" of run ${run} was removed, so the run cannot be made again.`);
  if (dataset.createdAtMs > stored.createdAtMs)
    throw refused(`The dataset "${stored.dataset}" was replaced after run ${run}. Sweep again, and propose from the new run.`);
  const log = dataset.logs.find(({ name }) => name === result.log);
  if (log === undefined) throw refused(`The dataset "${stored.dataset}" has no log "${result.log}" any more.`);
  const times = log.columns.find(({ role }) => role === 'at');
  const window = times === undefined ? undefined : windowOf(await readLogColumn(store, dataset, log, times));
  return {
    schema: 1,
    console: version,
    run,
    sweptAt: new Date(stored.createdAtMs).toISOString(),
    dataset: { name: dataset.name, hash: dataset.hash },
    log: { name: log.name, rows: log.rows, actions: log.actions, ...(window === undefined ? {} : { window }) },
    result,
  };
}

function windowOf(times: ArrayLike<number>): FrontierSnapshot['log']['window'] {
  let from = Infinity;
  let to = -Infinity;
  for (let row = 0; row < times.length; row += 1) {
    const at = times[row] ?? NaN;
    if (at < from) from = at;
    if (at > to) to = at;
  }
  return from <= to ? { from: new Date(from).toISOString(), to: new Date(to).toISOString() } : undefined;
}
