import type { z } from 'zod';
import type { verifyContract, verifyInput, VerifyResult } from '../../../contract/verify.ts';
import type { Check, CheckClaim } from '../../../core/checks/check.ts';
import { checkBatches } from '../../../core/checks/check-definition.ts';
import { dataChecks } from '../../../core/checks/data-checks.ts';
import { RpcError } from '../../../rpc/error.ts';
import type { Handlers } from '../../../rpc/procedure.ts';
import type { HostContext } from '../context.ts';
import type { JobHandle } from '../jobs.ts';
import { measureModelCheck, modelClaims } from '../verify/model-checks.ts';
import { measureTruthCheck, truthClaims } from '../verify/world-truth-check.ts';

/** Claims about what the console computes, and about the worlds that are stored in this workspace with their truth. */
function claimsOf(context: HostContext): readonly CheckClaim[] {
  return [...dataChecks.map(({ claim }) => claim), ...truthClaims(context), ...modelClaims];
}

/** Every claim the console makes, measured when asked. The checks make their own worlds; of the workspace only stored worlds are read, with their truth. */
export function verifyHandlers(context: HostContext): Handlers<typeof verifyContract> {
  return {
    'verify.checks': () => ({ checks: claimsOf(context) }),

    'verify.start': ({ only, seed }) => {
      const claims = claimsOf(context);
      const chosen = claims.filter(({ name }) => only === undefined || name === only);
      if (chosen.length === 0)
        throw new RpcError({
          code: 'not-found',
          message: `There is no check "${only}"; there are: ${claims.map(({ name }) => name).join(', ')}.`,
        });
      const title = only === undefined ? 'Verify every claim' : `Verify ${only}`;
      return { job: context.jobs.start('verify', title, (handle) => runChecks(context, chosen, { seed }, title, handle)) };
    },
  };
}

async function runChecks(
  context: HostContext,
  chosen: readonly CheckClaim[],
  { seed }: Pick<z.infer<typeof verifyInput>, 'seed'>,
  title: string,
  handle: JobHandle,
): Promise<{ readonly run: number }> {
  const startedAtMs = Date.now();
  // A batch that fails stops the others, so that nothing runs on unseen.
  const failed = new AbortController();
  const signal = AbortSignal.any([handle.signal, failed.signal]);
  const wanted = new Set(chosen.map(({ name }) => name));
  const running = new Map<string, { readonly name: string; readonly done: number }>();
  // Parts run side by side: the phase names what each is at, so that it changes only when a check ends.
  const tell = (part: string, name: string, count: number) => {
    running.set(part, { name, done: count });
    const parts = [...running.values()];
    const total = parts.reduce((sum, { done }) => sum + done, 0);
    handle.progress(
      `Checking ${parts
        .map((one) => one.name)
        .filter((text) => text !== '')
        .join(', ')}`,
      total / chosen.length,
    );
  };
  const parts = [
    ...checkBatches.map(async (batch) => {
      const names = dataChecks.filter((check) => check.batch === batch && wanted.has(check.claim.name)).map(({ claim }) => claim.name);
      return names.length === 0 ? [] : measureBatch(context, names, seed, signal, (name, count) => tell(batch, name, count));
    }),
    measureTruth(context, [...wanted], signal, (name, count) => tell('truth', name, count)),
    measureModels(context, [...wanted], signal, (name, count) => tell('models', name, count)),
  ];
  for (const part of parts) part.catch(() => failed.abort());
  const settled = await Promise.allSettled(parts);
  handle.signal.throwIfAborted();
  // The first failure is the cause; those after it were stopped by it.
  const cause = settled.find(
    (part) => part.status === 'rejected' && !(part.reason instanceof RpcError && part.reason.code === 'cancelled'),
  );
  if (cause?.status === 'rejected') throw cause.reason;
  const measured = new Map(settled.flatMap((part) => (part.status === 'fulfilled' ? part.value : [])).map((check) => [check.name, check]));
  const checks = chosen.flatMap(({ name }) => measured.get(name) ?? []);
  const result: VerifyResult = { checks, seed, seconds: (Date.now() - startedAtMs) / 1_000 };
  const run = context.store.runs.insert({ kind: 'verify', title, dataset: '', createdAtMs: startedAtMs, result });
  context.notify('runs');
  return { run };
}

function measureBatch(
  { compute }: HostContext,
  names: readonly string[],
  seed: number,
  signal: AbortSignal,
  tell: (name: string, done: number) => void,
): Promise<readonly Check[]> {
  return compute.use(async (tasks) => {
    let checks: readonly Check[] | undefined;
    for await (const item of tasks['verify.checks']({ names, seed }, { signal })) {
      if (item.type === 'result') checks = item.result;
      else tell(item.progress.name, item.progress.done);
    }
    if (checks === undefined) throw new Error('the checks ended without a result');
    tell('', checks.length);
    return checks;
  });
}

async function measureTruth(
  context: HostContext,
  wanted: readonly string[],
  signal: AbortSignal,
  tell: (name: string, done: number) => void,
): Promise<readonly Check[]> {
  const claim = truthClaims(context).find(({ name }) => wanted.includes(name));
  if (claim === undefined) return [];
  tell(claim.name, 0);
  const check = await measureTruthCheck(context, signal);
  tell('', 1);
  return [check];
}

async function measureModels(
  context: HostContext,
  wanted: readonly string[],
  signal: AbortSignal,
  tell: (name: string, done: number) => void,
): Promise<readonly Check[]> {
  const checks: Check[] = [];
  for (const { name } of modelClaims.filter((claim) => wanted.includes(claim.name))) {
    tell(name, checks.length);
    checks.push(await measureModelCheck(context, name, signal));
  }
  tell('', checks.length);
  return checks;
}
