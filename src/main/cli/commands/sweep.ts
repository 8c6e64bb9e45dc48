import type { SweepResult } from '../../../contract/tuning.ts';
import type { Command, OptionValues } from '../command.ts';
import { finishJob } from '../job.ts';
import {
  choiceOption,
  given,
  levelOption,
  listOption,
  numberOption,
  numbersOption,
  positional,
  textOption,
  usageError,
  wholeOption,
} from '../options.ts';
import { formatNumber, table } from '../table.ts';
import { userEmbeddingsArgument } from '../user-embeddings-argument.ts';

export const sweepCommand: Command = {
  name: 'sweep',
  summary: 'learns policies on one part of an exploration log and sweeps alpha on the other',
  usage:
    'DATASET [--log NAME] [--objectives a,b] [--learner prl-puts|drl-put|static] [--model network|ridge] [--reward a=1,b=-2] [--estimator dr] [--split 0.5] [--cohorts NAME] [--guardrail hide=0.02] [--user-embeddings BUNDLE] [--seed N]',
  example: 'paretoscope sweep mails --objectives visit,spend --seed 1 --json',
  options: {
    log: { type: 'string' },
    objectives: { type: 'string' },
    learner: { type: 'string' },
    model: { type: 'string' },
    reward: { type: 'string' },
    cohorts: { type: 'string' },
    guardrail: { type: 'string' },
    less: { type: 'string' },
    estimator: { type: 'string' },
    production: { type: 'string' },
    split: { type: 'string' },
    level: { type: 'string' },
    seed: { type: 'string' },
    confirm: { type: 'string' },
    time: { type: 'string' },
    slates: { type: 'string' },
    replicates: { type: 'string' },
    'user-embeddings': { type: 'string' },
    'same-data': { type: 'boolean' },
  },
  help: {
    '--log NAME': 'which log of the dataset (needed when there are several)',
    '--objectives A,B': 'at alpha 0 the first alone, at alpha 1 the last; default: the first two of the log',
    '--learner L': 'prl-puts (default), drl-put or static',
    '--model M': 'what predicts for prl-puts: network (default; logs of under 5,000 learning rows take the ridge) or ridge',
    '--reward R': 'what drl-put learns a policy for, such as revenue=1,click=0.8,hide=-2; default: three mixes of the objectives',
    '--estimator E': 'the headline: dr (default), ips, snips or dm',
    '--production NAME': 'the action that lifts are relative to; default: what the log declares',
    '--split S': 'share of users (rows where there are none) to learn on, from 0.01 to 0.99 (default 0.5)',
    '--level L': 'of the intervals (default 0.95)',
    '--seed N': 'of the split and the learning (default 1)',
    '--confirm S': 'share of the other users whose rows confirm a picked point, up to 0.9 (default 0.5)',
    '--time T': 'mixed (default), or later: scores and confirms later requests than those learned on',
    '--slates S': 'cell (default), or same: a hit counts for every action that gives the same slate, where the log tells',
    '--cohorts NAME': 'category column whose groups get an alpha of their own (default cohort, where there is one; none)',
    '--guardrail A=0.02,B=0.05':
      'largest accepted loss per other logged reward, as a share of production (default 0.03 each); a point beyond one is infeasible',
    '--less A,B': 'rewards of which less is better, held from above (default: by their names, such as hide)',
    '--replicates N': 'of the user-clustered bootstrap (default 1000; 0 leaves it out)',
    '--user-embeddings BUNDLE':
      'long-term user embeddings of this bundle in the state that policies see, each made before its request (made first where none are stored; default: not used)',
    '--same-data': 'learns and scores on the same rows, to show how that flatters',
  },
  positionals: { least: 1, most: 1 },
  async run(invocation) {
    const { values } = invocation;
    const objectives = listOption(values, 'objectives');
    if (objectives !== undefined && (objectives.length < 2 || objectives.length > 6))
      throw usageError(
        `--objectives names 2 to 6 rewards of the log; ${objectives.length} ${objectives.length === 1 ? 'was' : 'were'} given.`,
      );
    const reward = numbersOption(values, 'reward');
    const guardrails = guardrailRules(values);
    const dataset = positional(invocation, 0, 'DATASET');
    const client = await invocation.client();
    const userEmbedding = await userEmbeddingsArgument(invocation, dataset);
    const { job } = await client['tuning.sweep']({
      dataset,
      learner: choiceOption(values, 'learner', ['prl-puts', 'drl-put', 'static']) ?? 'prl-puts',
      estimator: choiceOption(values, 'estimator', ['ips', 'snips', 'dm', 'dr']) ?? 'dr',
      level: levelOption(values) ?? 0.95,
      learnShare: shareOption(values, 'split', 0.01, 0.99) ?? 0.5,
      seed: wholeOption(values, 'seed') ?? 1,
      ...given({
        log: textOption(values, 'log'),
        objectives: objectives === undefined ? undefined : [...objectives],
        production: textOption(values, 'production'),
        model: choiceOption(values, 'model', ['network', 'ridge']),
        cohorts: textOption(values, 'cohorts'),
        guardrails,
        confirmShare: shareOption(values, 'confirm', 0, 0.9),
        time: choiceOption(values, 'time', ['mixed', 'later']),
        slates: choiceOption(values, 'slates', ['cell', 'same']),
        replicates: wholeOption(values, 'replicates'),
        userEmbedding,
        sameData: values['same-data'] === true ? true : undefined,
        rewards: reward === undefined ? undefined : [{ weights: { ...reward } }],
      }),
    });
    const { result } = await finishJob(invocation, job);
    const run = await client['runs.get']({ run: (result as { run: number }).run });
    const sweep = run.result as SweepResult;
    return { document: sweep, text: describe(sweep) };
  },
};

function shareOption(values: OptionValues, name: string, least: number, most: number): number | undefined {
  const share = numberOption(values, name);
  if (share !== undefined && !(share >= least && share <= most))
    throw usageError(`--${name} is between ${least} and ${most}; ${share} is not.`);
  return share;
}

/** A rule per reward that either option names; undefined where neither was given. */
function guardrailRules(values: OptionValues) {
  const margins = numbersOption(values, 'guardrail') ?? {};
  const less = listOption(values, 'less') ?? [];
  const wrong = Object.entries(margins).find(([, margin]) => margin < 0 || margin > 1);
  if (wrong !== undefined) throw usageError(`--guardrail takes shares from 0 to 1, such as ${wrong[0]}=0.02; ${wrong[1]} is none.`);
  const rewards = [...new Set([...Object.keys(margins), ...less])];
  if (rewards.length === 0) return undefined;
  return rewards.map((reward) => ({
    reward,
    ...given({ margin: margins[reward], sense: less.includes(reward) ? ('less' as const) : undefined }),
  }));
}

/** What the intervals need to hold all at once. */
function atOnce({ simultaneous: bands }: SweepResult): string {
  if (bands === undefined) return '';
  const { policies, objectives, pointwise, values, lifts } = bands;
  return ` (for all ${policies} policies and ${objectives} objectives to hold at once ${formatNumber(values / pointwise)} times as wide, lifts ${formatNumber(lifts / pointwise)})`;
}

function shown(value: number | undefined): string {
  return value === undefined ? 'refused' : formatNumber(value);
}

function describe(sweep: SweepResult): string {
  const rows = sweep.points.map((point) => [
    typeof point.alpha === 'number' ? point.alpha : point.alpha.map(formatNumber).join(' '),
    ...sweep.objectives.map((objective) => {
      const interval = point.intervals.find((one) => one.objective === objective);
      const value = point.values[objective];
      return value === undefined || interval === undefined
        ? ''
        : `${formatNumber(value)} [${formatNumber(interval.low)}, ${formatNumber(interval.high)}]`;
    }),
    point.hits,
    Math.round(point.ess),
    point.status,
  ]);
  const { scored } = sweep.baseline;
  const production = sweep.objectives.map((objective) => `${objective} ${shown(scored.values[objective])}`).join(', ');
  return [
    `${sweep.learner} on ${sweep.dataset}/${sweep.log}: ${sweep.split.note}`,
    `Production (${scored.production}), on the scored rows: ${production}`,
    table(['alpha', ...sweep.objectives, 'hits', 'ess', 'status'], rows),
    `Intervals: ${sweep.estimator}, ${sweep.level * 100}%, ${sweep.multiplicity}${atOnce(sweep)}. Hypervolume ${formatNumber(sweep.hypervolume)} (${sweep.referenceRule}).`,
    ...sweep.findings.map(({ level, message }) => `${level}: ${message}`),
  ].join('\n');
}
