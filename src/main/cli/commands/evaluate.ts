import type { EvaluationResult, EvaluationSlice, Measured } from '../../../contract/ranking.ts';
import { bundleArgument } from '../bundle-argument.ts';
import type { Command } from '../command.ts';
import { finishJob } from '../job.ts';
import { choiceOption, given, positional, wholeListOption, wholeOption } from '../options.ts';
import { table } from '../table.ts';
import { vectorCount } from '../vector-count.ts';

export const evaluateCommand: Command = {
  name: 'evaluate',
  summary: 'offline quality of a bundle beside simple baselines, full ranking over the catalogue',
  usage: 'DATASET --bundle B [--split leave-last-out|temporal] [--k 10,20] [--users N] [--vectors 1|4|16] [--without-ease] [--seed N]',
  example: 'paretoscope evaluate movies --bundle movies --split leave-last-out --k 10,20 --json',
  options: {
    bundle: { type: 'string' },
    split: { type: 'string' },
    k: { type: 'string' },
    users: { type: 'string' },
    seed: { type: 'string' },
    vectors: { type: 'string' },
    'without-ease': { type: 'boolean' },
  },
  help: {
    '--bundle B': 'a bundle of the workspace, or the path of a bundle folder',
    '--split S': 'leave-last-out (default) or temporal',
    '--k A,B': 'cut-offs (default 10,20)',
    '--users N': 'only the first N users',
    '--vectors N': 'query vectors per request; a target counts when any of them fetches it (default 1)',
    '--without-ease': 'leave out EASE, which takes a minute on some thousand items',
    '--seed N': 'seed of the bootstrap (default 1)',
  },
  positionals: { least: 1, most: 1 },
  async run(invocation) {
    const { values } = invocation;
    const dataset = positional(invocation, 0, 'DATASET');
    const bundle = await bundleArgument(invocation);
    const client = await invocation.client();
    const { job } = await client['evaluate.start']({
      dataset,
      bundle,
      split: choiceOption(values, 'split', ['leave-last-out', 'temporal']) ?? 'leave-last-out',
      k: [...(wholeListOption(values, 'k') ?? [10, 20])],
      seed: wholeOption(values, 'seed') ?? 1,
      vectors: vectorCount(values),
      ease: values['without-ease'] !== true,
      ...given({ users: wholeOption(values, 'users') }),
    });
    const { result } = await finishJob(invocation, job);
    const run = await client['runs.get']({ run: (result as { run: number }).run });
    const evaluation = run.result as EvaluationResult;
    const slices = [evaluation, ...evaluation.slices].map((slice) => `${slice.name} (n = ${slice.n})\n${sliceTable(slice)}`);
    const remarks = [...evaluation.rules, ...evaluation.findings].map((line) => `- ${line}`);
    return { document: evaluation, text: [...slices, ...slateLines(evaluation), ...remarks].join('\n') };
  },
};

function slateLines({ slates }: EvaluationResult): readonly string[] {
  if (slates === undefined) return [];
  const rows = Object.entries(slates.heads).map(([head, { slates: count, hit3, logged3, chance3, aucPerRequest, aucPooled }]) => [
    head,
    count,
    interval(hit3),
    interval(logged3),
    chance3,
    interval(aucPerRequest),
    aucPooled,
  ]);
  const header = ['head', 'slates', 'hit@3', 'hit@3 as logged', 'by chance', 'auc per request', 'auc pooled'];
  return [`logged slates (${slates.slates} of ${slates.users} users)\n${table(header, rows)}`];
}

function sliceTable(slice: EvaluationSlice): string {
  const ks = Object.keys(slice.recall);
  const row = (name: string, recall: Readonly<Record<string, Measured>>, ndcg: Readonly<Record<string, Measured>>) => [
    name,
    ...ks.flatMap((k) => [interval(recall[k]), interval(ndcg[k])]),
  ];
  return table(
    ['', ...ks.flatMap((k) => [`recall@${k}`, `ndcg@${k}`])],
    [
      row('bundle', slice.recall, slice.ndcg),
      ...Object.entries(slice.baselines).map(([name, baseline]) => row(name, baseline.recall, baseline.ndcg)),
      ...Object.entries(slice.differences).map(([name, difference]) => row(`bundle - ${name}`, difference.recall, difference.ndcg)),
    ],
  );
}

function interval(measured: Measured | undefined): string {
  return measured === undefined ? '' : `${measured.value.toFixed(4)} [${measured.low.toFixed(4)}, ${measured.high.toFixed(4)}]`;
}
