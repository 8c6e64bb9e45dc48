import { setImmediate } from 'node:timers/promises';
import type { LogDescription, Run, SweepInput, SweepResult, tuningContract } from '../../../contract/tuning.ts';
import type { LogSchema } from '../../../core/dataset/log-schema.ts';
import { type EstimatorName, estimatorNames } from '../../../core/ope/ope-result.ts';
import type { ExplorationData } from '../../../core/policy/exploration-data.ts';
import type { HeadHealth } from '../../../core/policy/head-health.ts';
import type { Learned } from '../../../core/policy/learned.ts';
import type { LogHealth } from '../../../core/policy/log-health.ts';
import { heldRows, splittingParts } from '../../../core/policy/split.ts';
import type { PreparedSweep } from '../../../core/policy/prepare-sweep.ts';
import { finishSweep } from '../../../core/policy/sweep.ts';
import { defaultConfirmShare, type SweepOptions } from '../../../core/policy/sweep-options.ts';
import { RpcError } from '../../../rpc/error.ts';
import type { Handlers } from '../../../rpc/procedure.ts';
import type { StoredDataset, StoredRun } from '../../store/types.ts';
import { resampleAcross } from '../../compute/resample-across.ts';
import type { HostContext } from '../context.ts';
import { describeLog } from '../describe-log.ts';
import { readHeadSample } from '../head-sample.ts';
import type { JobHandle } from '../jobs.ts';
import { learnDrlPut } from '../learning/learn-drl-put.ts';
import { learnPolicy } from '../learning/learn-policy.ts';
import { embeddedSweep, withUserEmbedding } from '../learning/embedded-sweep.ts';
import { isCategory, objectivesOf, readExploration } from '../log-columns.ts';
import { refused, usage } from '../rejections.ts';

export type TuningContext = Pick<HostContext, 'store' | 'compute' | 'jobs' | 'notify' | 'learning'>;

/** Logs, off-policy evaluation, sweeps and the runs they leave. `bundleName` answers what a bundle is called here, by its hash. */
export function tuningHandlers(
  context: TuningContext,
  bundleName: (hash: string) => Promise<string | undefined> = () => Promise.resolve(undefined),
): Handlers<typeof tuningContract> {
  const { store, compute, jobs, notify } = context;
  // A stored log never changes, so its description is made once.
  const described = new Map<string, Promise<LogDescription>>();
  const healths = new Map<string, LogHealth>();
  const heads = new Map<string, { readonly health?: HeadHealth }>();
  return {
    'tuning.logs': async ({ dataset: name }) => {
      const dataset = store.datasets.get(name);
      const logs: LogDescription[] = [];
      for (const log of dataset.logs.filter(({ kind }) => kind === 'exploration')) {
        const key = `${dataset.id} ${dataset.hash} ${log.name}`;
        const known = described.get(key) ?? describeLog(store, dataset, log);
        described.set(key, known);
        known.catch(() => described.delete(key));
        logs.push(await known);
      }
      return { logs };
    },

    'tuning.health': async ({ dataset: name, log: logName }, { signal }) => {
      const dataset = store.datasets.get(name);
      const log = explorationLog(dataset, logName);
      const key = `${dataset.id} ${dataset.hash} ${log.name}`;
      const known = healths.get(key);
      if (known !== undefined) return known;
      const data = await readExploration(store, dataset, log, objectivesOf(log).slice(0, 2), { signal, whole: true });
      const health = await compute.use((tasks) => tasks['policy.health']({ data, dataset: dataset.name, log: log.name }, { signal }));
      healths.set(key, health);
      return health;
    },

    'tuning.heads': async ({ dataset: name, log: logName }, { signal }) => {
      const dataset = store.datasets.get(name);
      const log = explorationLog(dataset, logName);
      const key = `${dataset.id} ${dataset.hash} ${log.name}`;
      const known = heads.get(key);
      if (known !== undefined) return known;
      const sample = await readHeadSample(store, dataset, log, signal);
      const health = sample === undefined ? undefined : await compute.use((tasks) => tasks['policy.heads'](sample, { signal }));
      const answer = health === undefined ? {} : { health };
      heads.set(key, answer);
      return answer;
    },

    'tuning.ope': async ({ dataset: name, log: logName, target, objective, estimators, level, seed, lambda, tune }, { signal }) => {
      const dataset = store.datasets.get(name);
      const log = explorationLog(dataset, logName);
      const chosen = objective ?? objectivesOf(log)[0];
      if (chosen === undefined) throw refused(`The log "${log.name}" has no objective to evaluate.`);
      const names = estimators?.map(asEstimator);
      const policy = targetPolicy(target, log);
      const data = await readExploration(store, dataset, log, [chosen], { signal });
      return compute.use((tasks) =>
        tasks['policy.ope'](
          {
            data,
            target: policy,
            level,
            seed,
            ...(names === undefined ? {} : { estimators: names }),
            ...(lambda === undefined ? {} : { lambda }),
            ...(tune === undefined ? {} : { tune }),
          },
          { signal },
        ),
      );
    },

    'tuning.sweep': (input) => {
      const dataset = store.datasets.get(input.dataset);
      const log = explorationLog(dataset, input.log);
      const objectives = sweepObjectives(input, log);
      checkRewards(input, log);
      checkNames(input, log);
      if (!log.randomised) {
        throw refused(
          `Not every row of the log "${log.name}" was drawn by a known randomisation, so a sweep on it would not be right. Use a log whose every action was drawn with a probability below 1 that was set beforehand.`,
        );
      }
      checkEmbedding(store, dataset, input);
      const title = `Sweep ${dataset.name} over ${objectives.join(' and ')}`;
      return { job: jobs.start('sweep', title, (handle) => runSweep(context, dataset, log, objectives, input, title, handle, bundleName)) };
    },

    'runs.list': () => ({ runs: store.runs.list().map(toRun) }),

    'runs.get': ({ run: id }) => {
      const run = store.runs.get(id);
      if (run === undefined) throw new RpcError({ code: 'not-found', message: `There is no run ${id}.` });
      return { ...toRun(run), result: run.result };
    },

    'runs.remove': ({ run: id }) => {
      if (store.runs.get(id) === undefined) throw new RpcError({ code: 'not-found', message: `There is no run ${id}.` });
      store.runs.remove(id);
      notify('runs');
      return { removed: id };
    },
  };
}

async function runSweep(
  context: TuningContext,
  dataset: StoredDataset,
  log: LogSchema,
  objectives: readonly string[],
  input: SweepInput,
  title: string,
  handle: JobHandle,
  bundleName: (hash: string) => Promise<string | undefined>,
): Promise<{ readonly run: number }> {
  const { store, compute, notify } = context;
  const startedAtMs = Date.now();
  handle.progress('Reading the log', 0);
  const logged = await readExploration(store, dataset, log, objectives, {
    signal: handle.signal,
    whole: true,
    ...(input.production === undefined ? {} : { production: input.production }),
  });
  const { dataset: _name, log: _log, objectives: _objectives, production: _production, model, rewards, userEmbedding, ...rest } = input;
  const embedded =
    userEmbedding === undefined
      ? { data: logged }
      : await withUserEmbedding(store, dataset, log, logged, {
          bundle: userEmbedding,
          name: await bundleName(userEmbedding),
          seed: input.seed,
          signal: handle.signal,
        });
  const { data } = embedded;
  const options: SweepOptions = { ...defined(rest), dataset: dataset.name, log: log.name };
  const outside = input.learner === 'drl-put' || (input.learner === 'prl-puts' && (model ?? 'network') === 'network');
  const learned = outside ? await learnOutside(context, data, options, rewards, handle) : undefined;
  const prepared = await compute.use(async (tasks) => {
    let result: PreparedSweep | undefined;
    const work = { data, options, ...(learned === undefined ? {} : { learned }) };
    for await (const item of tasks['policy.sweep'](work, { signal: handle.signal })) {
      if (item.type === 'result') result = item.result;
      else handle.progress(item.progress.phase, item.progress.fraction);
    }
    return result;
  });
  if (prepared === undefined) throw new Error('the sweep ended without a result');
  handle.progress('Resampling users', 0.92);
  const blocks =
    prepared.resampling === undefined
      ? []
      : await resampleAcross(compute, prepared.resampling, {
          signal: handle.signal,
          progress: (done, of) => handle.progress('Resampling users', 0.92 + (0.08 * done) / of),
        });
  handle.signal.throwIfAborted();
  const outcome = finishSweep(prepared, blocks);
  const result: SweepResult = { ...embeddedSweep(outcome, embedded), seconds: (Date.now() - startedAtMs) / 1_000 };
  const run = store.runs.insert({ kind: 'sweep', title, dataset: dataset.name, createdAtMs: startedAtMs, result });
  notify('runs');
  return { run };
}

/** A net in the learning worker, on the rows that the sweep will learn on; undefined where there are too few for one. */
async function learnOutside(
  context: TuningContext,
  data: ExplorationData,
  options: SweepOptions,
  rewards: SweepInput['rewards'],
  handle: JobHandle,
): Promise<Learned | undefined> {
  const work = splittingParts(data, { ...options, confirmShare: options.confirmShare ?? defaultConfirmShare });
  let step = work.next();
  for (; step.done !== true; step = work.next()) {
    await setImmediate();
    handle.signal.throwIfAborted();
  }
  const rows = { learn: step.value.learn, predict: heldRows(step.value) };
  // The sweep tells its own progress from 0 again.
  const told = { signal: handle.signal, progress: (phase: string, fraction = 0) => handle.progress(phase, 0.5 * fraction) };
  return options.learner === 'drl-put'
    ? learnDrlPut(context, data, rows, { seed: options.seed, rewards }, told)
    : learnPolicy(context, data, rows, options, told);
}

/** The entries that are there: an option that was not given is left out. */
function defined<T extends object>(values: T): { readonly [Key in keyof T]: Exclude<T[Key], undefined> } {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as {
    [Key in keyof T]: Exclude<T[Key], undefined>;
  };
}

function explorationLog(dataset: StoredDataset, name: string | undefined): LogSchema {
  const logs = dataset.logs.filter(({ kind }) => kind === 'exploration');
  const known = logs.map((log) => log.name).join(', ');
  if (logs.length === 0)
    throw refused(`The dataset "${dataset.name}" has no exploration log: nothing in it was drawn with a known probability.`);
  if (name === undefined && logs.length > 1) throw usage(`The dataset "${dataset.name}" has several logs: ${known}. Name one.`);
  const log = name === undefined ? logs[0] : logs.find((candidate) => candidate.name === name);
  if (log === undefined)
    throw new RpcError({ code: 'not-found', message: `The dataset "${dataset.name}" has no log "${name}"; it has: ${known}.` });
  return log;
}

function sweepObjectives(input: SweepInput, log: LogSchema): readonly string[] {
  const known = objectivesOf(log);
  if (known.length < 2) throw refused(`The log "${log.name}" has one objective (${known.join('')}); a sweep trades at least two.`);
  const chosen = input.objectives ?? known.slice(0, 2);
  const unknown = chosen.find((name) => !known.includes(name));
  if (unknown !== undefined)
    throw new RpcError({ code: 'not-found', message: `The log "${log.name}" has no objective "${unknown}"; it has: ${known.join(', ')}.` });
  if (new Set(chosen).size < chosen.length) throw usage('Each objective is named once.');
  return chosen;
}

function checkRewards({ rewards, learner }: SweepInput, log: LogSchema): void {
  if (rewards === undefined) return;
  if (learner !== 'drl-put') throw usage('Rewards are composed for the drl-put learner only.');
  const known = objectivesOf(log);
  const unknown = rewards.flatMap(({ weights }) => Object.keys(weights)).find((name) => !known.includes(name));
  if (unknown !== undefined)
    throw new RpcError({ code: 'not-found', message: `The log "${log.name}" has no reward "${unknown}"; it has: ${known.join(', ')}.` });
  if (rewards.some(({ weights }) => Object.values(weights).every((weight) => weight === 0)))
    throw usage('A composed reward needs at least one weight that is not 0.');
}

/** Embeddings must be there before a sweep takes them. */
function checkEmbedding(store: TuningContext['store'], dataset: StoredDataset, { userEmbedding }: SweepInput): void {
  if (userEmbedding === undefined || store.userEmbeddings.bundles(dataset).includes(userEmbedding)) return;
  throw refused(
    `No user embeddings of the bundle ${userEmbedding.slice(0, 12)} are stored for "${dataset.name}". Make them first, or sweep without them.`,
  );
}

/** A cohort column and guardrails must be of the log. */
function checkNames({ cohorts, guardrails }: SweepInput, log: LogSchema): void {
  const groups = log.columns.filter((column) => column.role === 'context' && isCategory(column)).map(({ name }) => name);
  if (cohorts !== undefined && cohorts !== 'none' && !groups.includes(cohorts))
    throw new RpcError({
      code: 'not-found',
      message: `The log "${log.name}" has no category column "${cohorts}"; it has: ${groups.join(', ') || 'none'}.`,
    });
  const rewards = objectivesOf(log);
  const unknown = guardrails?.find(({ reward }) => !rewards.includes(reward));
  if (unknown !== undefined)
    throw new RpcError({
      code: 'not-found',
      message: `The log "${log.name}" has no reward "${unknown.reward}"; it has: ${rewards.join(', ')}.`,
    });
}

function targetPolicy(target: 'uniform' | readonly number[], log: LogSchema): Float64Array {
  const count = log.actions.length;
  if (target === 'uniform') return new Float64Array(count).fill(1 / count);
  if (target.length !== count)
    throw usage(`The target has ${target.length} probabilities, and the log "${log.name}" has ${count} actions.`);
  const total = target.reduce((sum, value) => sum + value, 0);
  if (Math.abs(total - 1) > 1e-6) throw usage(`The target's probabilities sum to ${total}, not 1.`);
  return Float64Array.from(target);
}

function asEstimator(name: string): EstimatorName {
  const found = estimatorNames.find((known) => known === name);
  if (found === undefined) throw usage(`There is no estimator "${name}"; there are: ${estimatorNames.join(', ')}.`);
  return found;
}

function toRun(run: StoredRun): Run {
  const { id, kind, title, dataset, createdAtMs } = run;
  return { id, kind: kind === 'sweep' || kind === 'verify' ? kind : 'evaluate', title, dataset, createdAtMs };
}
