import type { OpeResult } from '../../../contract/tuning.ts';
import { evaluateFiles, isRefused, readTargetRow } from '../../host/services/policy-files.ts';
import type { Command, Invocation } from '../command.ts';
import {
  choiceOption,
  given,
  levelOption,
  listOption,
  numberOption,
  requiredOption,
  textOption,
  usageError,
  wholeOption,
} from '../options.ts';
import { formatNumber, table } from '../table.ts';

export const opeCommand: Command = {
  name: 'ope',
  summary: 'off-policy evaluation of a given policy, from a log of the workspace or from files',
  usage:
    'DATASET --log NAME --target uniform|FILE, or --rows FILE --target uniform|FILE [--qhat FILE] [--objective NAME] [--estimators a,b]',
  example: 'paretoscope ope --rows log.csv --target policy.csv --qhat qhat.csv --estimators ips,snips,dr --json',
  options: {
    log: { type: 'string' },
    rows: { type: 'string' },
    target: { type: 'string' },
    qhat: { type: 'string' },
    logging: { type: 'string' },
    objective: { type: 'string' },
    estimators: { type: 'string' },
    lambda: { type: 'string' },
    tune: { type: 'string' },
    interval: { type: 'string' },
    level: { type: 'string' },
    seed: { type: 'string' },
  },
  help: {
    '--log NAME': 'a log of DATASET; predictions for dm and dr are then cross-fitted here',
    '--rows FILE': 'CSV with a header: action, propensity, one column per objective, optional user',
    '--target T': 'uniform, or a CSV without header: one row of action probabilities, or one per row of --rows',
    '--qhat FILE': 'predicted reward of every action, as --target; never learned from the rows it predicts',
    '--logging FILE': 'probability of every action when the log was made, as --target; only switch needs it',
    '--objective NAME': 'which reward column (default: reward, the only one, or the first of a log)',
    '--estimators A,B': 'of dm, ips, cips, snips, dr, cdr, sndr, switch, switch-dr, dros, sg, replay',
    '--lambda X': 'threshold of cips, cdr, switch, switch-dr, dros and sg',
    '--tune RULE': 'choose the threshold by slope or mse (default mse where no --lambda is given)',
    '--interval METHOD': 'normal (default), student or bernstein; with --rows only',
    '--level L': 'of the intervals (default 0.95)',
    '--seed N': 'of the cross-fitting (default 1)',
  },
  positionals: { least: 0, most: 1 },
  async run(invocation) {
    const [dataset] = invocation.positionals;
    const rows = textOption(invocation.values, 'rows');
    if ((dataset === undefined) === (rows === undefined))
      throw usageError('Name a DATASET with --log, or give --rows FILE: one of the two.');
    const { document, refused } = dataset === undefined ? await fromFiles(invocation, rows ?? '') : await fromLog(invocation, dataset);
    return { document, text: describe(document), exit: refused ? 1 : 0 };
  },
};

async function fromFiles({ values }: Invocation, rows: string) {
  if (textOption(values, 'log') !== undefined) throw usageError('--log goes with a dataset, not with --rows.');
  return evaluateFiles({
    rows,
    target: requiredOption(values, 'target'),
    ...given({
      qhat: textOption(values, 'qhat'),
      logging: textOption(values, 'logging'),
      objective: textOption(values, 'objective'),
      estimators: listOption(values, 'estimators'),
      lambda: numberOption(values, 'lambda'),
      tune: textOption(values, 'tune'),
      interval: textOption(values, 'interval'),
      level: numberOption(values, 'level'),
    }),
  });
}

async function fromLog(invocation: Invocation, dataset: string) {
  const { values } = invocation;
  for (const name of ['qhat', 'logging', 'interval']) {
    if (textOption(values, name) !== undefined) throw usageError(`--${name} goes with --rows, not with a dataset.`);
  }
  const target = requiredOption(values, 'target');
  const estimators = listOption(values, 'estimators');
  const client = await invocation.client();
  const document = await client['tuning.ope']({
    dataset,
    log: requiredOption(values, 'log'),
    target: target === 'uniform' ? 'uniform' : [...(await readTargetRow(target))],
    level: levelOption(values) ?? 0.95,
    seed: wholeOption(values, 'seed') ?? 1,
    ...given({
      objective: textOption(values, 'objective'),
      estimators: estimators === undefined ? undefined : [...estimators],
      lambda: numberOption(values, 'lambda'),
      tune: choiceOption(values, 'tune', ['slope', 'mse']),
    }),
  });
  return { document, refused: isRefused(document, estimators) };
}

function describe(result: OpeResult): string {
  const rows = result.estimates.map((one) => [
    one.estimator,
    formatNumber(one.value),
    formatNumber(one.se),
    formatNumber(one.low),
    formatNumber(one.high),
    one.method,
    threshold(one),
  ]);
  return [
    `${result.objective}: ${formatNumber(result.n)} rows, ESS ${formatNumber(result.ess)}, mean weight ${formatNumber(result.meanWeight)} (se ${formatNumber(result.meanWeightSe)}), logged mean ${formatNumber(result.logged)}`,
    ...(rows.length === 0 ? [] : [table(['estimator', 'value', 'se', 'low', 'high', 'interval', 'threshold'], rows)]),
    ...result.flags.map(({ message }) => `flag: ${message}`),
    ...result.refusals.map(({ code, message }) => `refused (${code}): ${message}`),
  ].join('\n');
}

function threshold({ lambda, tuned }: OpeResult['estimates'][number]): string {
  if (tuned === undefined) return '';
  return tuned === 'given' ? `${lambda ?? 'none'} (given)` : tuned;
}
