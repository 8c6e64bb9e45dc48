import { paretoFile } from '../../host/services/policy-files.ts';
import type { Command } from '../command.ts';
import { given, listOption, requiredOption, usageError } from '../options.ts';
import { formatNumber } from '../table.ts';

export const paretoCommand: Command = {
  name: 'pareto',
  summary: 'the Pareto mathematics on a given point set',
  usage: '--points FILE --sense min,max [--reference r1,r2]',
  example: 'paretoscope pareto --points front.csv --sense min,max --reference 1.1,0 --json',
  options: { points: { type: 'string' }, sense: { type: 'string' }, reference: { type: 'string' } },
  help: {
    '--points FILE': 'CSV, one point per line, with or without a header; nan marks a missing value (such a point is never efficient)',
    '--sense A,B': 'min or max for each objective, up to 6',
    '--reference R1,R2': 'of the hypervolume (default: the worst efficient values moved outwards by 10% of their range)',
  },
  positionals: { least: 0, most: 0 },
  async run({ values }) {
    const reference = listOption(values, 'reference')?.map((part) => {
      const value = Number(part);
      if (!Number.isFinite(value)) throw usageError(`--reference takes numbers separated by commas; "${part}" is not one.`);
      return value;
    });
    requiredOption(values, 'sense');
    const document = await paretoFile({
      points: requiredOption(values, 'points'),
      sense: listOption(values, 'sense') ?? [],
      ...given({ reference }),
    });
    const { efficient, supported, extreme, knees } = document;
    const text = [
      `${efficient.length} efficient, ${supported.length} supported, ${extreme.length} extreme of ${document.contributions.length} points`,
      `efficient rows: ${efficient.join(' ')}`,
      `hypervolume ${formatNumber(document.hypervolume)} against ${document.reference.map(formatNumber).join(', ')} (${document.referenceRule})`,
      `knees: ${
        Object.entries(knees)
          .map(([rule, row]) => `${rule} row ${row}`)
          .join(', ') || 'none'
      }`,
    ].join('\n');
    return { document, text };
  },
};
