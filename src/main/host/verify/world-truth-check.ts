import { existsSync } from 'node:fs';
import { setImmediate } from 'node:timers/promises';
import type { Check, CheckClaim } from '../../../core/checks/check.ts';
import { judge } from '../../../core/checks/judge.ts';
import { slopeOf } from '../../../core/statistics/slope.ts';
import type { LogSchema } from '../../../core/dataset/log-schema.ts';
import { truthPath } from '../../files/truth-file.ts';
import type { StoredDataset } from '../../store/types.ts';
import type { HostContext } from '../context.ts';
import { readLogColumn } from '../log-columns.ts';
import { openWorldTruth, type WorldTruth } from '../world/world-truth.ts';

type TruthContext = Pick<HostContext, 'store' | 'dataDirectory'>;

const claim: CheckClaim = {
  name: 'world-truth',
  area: 'world',
  claim:
    'In the worlds of this workspace the logged rewards of held-out requests follow the exact truth of the action that was taken: slope 1.',
  bound: { most: 4 },
  unit: 'standard errors from slope 1, at most',
  control: { name: 'the rewards of another user\u2019s requests', bound: { least: 8 } },
};

/** Fewer held-out users than this say too little. */
const leastUsers = 50;

/** The claim about worlds that are stored with their truth; none in a workspace without one. */
export function truthClaims(context: TruthContext): readonly CheckClaim[] {
  return worldsWithTruth(context).length === 0 ? [] : [claim];
}

function worldsWithTruth({ store, dataDirectory }: TruthContext): readonly StoredDataset[] {
  return store.datasets.list().filter(({ name, world, users }) => {
    return world !== undefined && users >= 20 * leastUsers && existsSync(truthPath(dataDirectory, name));
  });
}

/** Holds every stored world against its truth file: the only place of the console that opens one. */
export async function measureTruthCheck(context: TruthContext, signal: AbortSignal): Promise<Check> {
  const startedMs = performance.now();
  const seconds = () => (performance.now() - startedMs) / 1_000;
  try {
    let [value, control] = [0, 0];
    const details: string[] = [];
    for (const dataset of worldsWithTruth(context)) {
      const truth = await openWorldTruth(context.dataDirectory, dataset);
      for (const [log, part] of [[dataset.logs[0], truth] as const, [dataset.logs[1], truth.ads] as const]) {
        if (log === undefined) continue;
        const found = await compare(context, dataset, log, part, signal);
        value = Math.max(value, found.value);
        control = Math.max(control, found.control);
        details.push(`${dataset.name}, ${log.name}: ${part.requests.length} held-out requests`);
      }
    }
    return judge(claim, { value, control, detail: `${details.join('; ')}.` }, seconds());
  } catch (error) {
    if (signal.aborted) throw error;
    return judge(claim, { value: Number.NaN, detail: error instanceof Error ? error.message : String(error) }, seconds());
  }
}

/** The largest distance of a reward's slope from 1 in standard errors, as logged and with the rewards of the user after. */
async function compare(
  { store }: TruthContext,
  dataset: StoredDataset,
  log: LogSchema,
  { requests, grid }: Pick<WorldTruth, 'requests' | 'grid'>,
  signal: AbortSignal,
): Promise<{ readonly value: number; readonly control: number }> {
  const read = async (role: string, name?: string) => {
    const column = log.columns.find((one) => one.role === role && (name === undefined || one.name === name));
    if (column === undefined) throw new Error(`The log "${log.name}" has no ${role} column.`);
    return readLogColumn(store, dataset, log, column, signal);
  };
  const rewards = log.columns.filter(({ role }) => role === 'reward').map(({ name }) => name);
  const action = await read('action');
  const perUser = requests.findIndex((request, place) => place > 0 && request !== (requests[place - 1] ?? 0) + 1);
  let [value, control] = [0, 0];
  for (const [index, name] of rewards.entries()) {
    const reward = await read('reward', name);
    const exact = Float64Array.from(
      requests,
      (request, place) => grid(place)[(action[request] ?? 0) * rewards.length + index] ?? Number.NaN,
    );
    const logged = Float64Array.from(requests, (request) => reward[request] ?? Number.NaN);
    const shifted = Float64Array.from(logged, (_, place) => logged[(place + perUser) % logged.length] ?? Number.NaN);
    const [own, other] = [slopeOf(exact, logged), slopeOf(exact, shifted)];
    value = Math.max(value, Math.abs(own.slope - 1) / own.error);
    control = Math.max(control, Math.abs(other.slope - 1) / other.error);
    await setImmediate();
  }
  return { value, control };
}
