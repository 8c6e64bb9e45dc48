import type { VerifyResult } from '../../../contract/verify.ts';
import type { Command } from '../command.ts';
import { finishJob } from '../job.ts';
import { given, textOption, wholeOption } from '../options.ts';
import { formatNumber, table } from '../table.ts';

type Checked = VerifyResult['checks'][number];

export const verifyCommand: Command = {
  name: 'verify',
  summary: 'every claim the console makes, checked now',
  usage: '[--only NAME] [--seed N]',
  example: 'paretoscope verify --only item-correlation --json',
  options: { only: { type: 'string' }, seed: { type: 'string' } },
  help: {
    '--only NAME': 'one check, by the name that the table shows',
    '--seed N': 'of the worlds that the checks make for themselves (default 7)',
  },
  positionals: { least: 0, most: 0 },
  async run(invocation) {
    const { values } = invocation;
    const client = await invocation.client();
    const { job } = await client['verify.start']({
      seed: wholeOption(values, 'seed') ?? 7,
      ...given({ only: textOption(values, 'only') }),
    });
    const { result } = await finishJob(invocation, job);
    const { result: stored } = await client['runs.get']({ run: (result as { run: number }).run });
    const verified = stored as VerifyResult;
    return { document: verified, text: describe(verified), exit: verified.checks.every(({ pass }) => pass) ? 0 : 1 };
  },
};

function describe({ checks, seconds }: VerifyResult): string {
  const rows = checks.map((check) => [
    check.pass ? 'pass' : 'FAIL',
    check.name,
    formatNumber(check.value),
    range(check.bound),
    check.control === undefined ? '' : formatNumber(check.control.value),
    check.control === undefined ? '' : range(check.control.bound),
    check.unit ?? '',
  ]);
  const failed = checks.filter(({ pass }) => !pass);
  return [
    table(['', 'check', 'value', 'bound', 'control', 'bound', 'unit'], rows),
    `${checks.length - failed.length} of ${checks.length} checks passed in ${seconds.toFixed(0)} s.`,
    ...failed.map(({ name, claim, detail }) => `${name}: ${claim}${detail === undefined ? '' : ` ${detail}`}`),
  ].join('\n');
}

function range({ least, most }: Checked['bound']): string {
  if (least === undefined) return most === undefined ? '' : `at most ${formatNumber(most)}`;
  if (most === undefined) return `at least ${formatNumber(least)}`;
  const [low, high] = [formatNumber(least), formatNumber(most)];
  return low === high ? low : `${low} to ${high}`;
}
