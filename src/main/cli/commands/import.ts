import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { datasetFormats } from '../../../contract/datasets.ts';
import { columnMapping, type ColumnMapping, type ImportResult } from '../../../contract/imports.ts';
import { RpcError } from '../../../rpc/error.ts';
import type { Command } from '../command.ts';
import { finishJob } from '../job.ts';
import { choiceOption, given, positional, textOption } from '../options.ts';
import { formatNumber, table } from '../table.ts';

export const importCommand: Command = {
  name: 'import',
  summary: 'reads a file or folder into the workspace as one dataset',
  usage: 'PATH [--as NAME] [--format F] [--map FILE] [--on-bad-row stop|skip]',
  example: 'paretoscope import ml-latest-small --as movies --json',
  options: { as: { type: 'string' }, format: { type: 'string' }, map: { type: 'string' }, 'on-bad-row': { type: 'string' } },
  help: {
    '--as NAME': "the dataset's name; default: the name of the file or folder",
    '--format F': `${datasetFormats.join(', ')}; default: found from the files`,
    '--map FILE': 'JSON: {"format": ..., "columns": {field: column}}',
    '--on-bad-row stop|skip': 'stop at the first row that does not fit (default), or leave such rows out and count them',
  },
  positionals: { least: 1, most: 1 },
  async run(invocation) {
    const { values } = invocation;
    const map = textOption(values, 'map');
    const input = given({
      as: textOption(values, 'as'),
      format: choiceOption(values, 'format', datasetFormats),
      mapping: map === undefined ? undefined : await readMapping(map),
      onBadRow: choiceOption(values, 'on-bad-row', ['stop', 'skip']) ?? 'stop',
    });
    const path = resolve(positional(invocation, 0, 'PATH'));
    const { context } = await invocation.host();
    const client = await invocation.client();
    const grant = context.grants.add(path, { temporary: false });
    const { job } = await client['imports.start']({ grant: grant.id, onBadRow: 'stop', ...input });
    const { result } = await finishJob(invocation, job);
    return { document: result, text: describe(result as ImportResult) };
  },
};

const mappingHelp = 'A mapping is {"format": "events", "columns": {"user": "NAME OF ITS COLUMN"}}.';

async function readMapping(file: string): Promise<ColumnMapping> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch {
    throw new RpcError({ code: 'bad-file', message: `${file} cannot be read.`, file });
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new RpcError({ code: 'bad-mapping', message: `${file} is not JSON. ${mappingHelp}`, file });
  }
  const parsed = columnMapping.safeParse(value);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    const place = issue === undefined || issue.path.length === 0 ? '' : `${issue.path.join('.')}: `;
    throw new RpcError({
      code: 'bad-mapping',
      message: `${file}: ${place}${issue?.message ?? 'does not fit'}. ${mappingHelp}`,
      file,
    });
  }
  return parsed.data;
}

function describe(result: ImportResult): string {
  const { rows } = result;
  const facts = [
    ['dataset', result.dataset],
    ['format', result.format],
    ['rows read', rows.read],
    ['imported', rows.imported],
    ['duplicate', rows.duplicate],
    ['rejected', rows.rejected],
    ['identical, kept', rows.identical],
    ['users', result.users],
    ['items', result.items],
    ['sessions', result.sessions],
    ['events', result.events],
    ['untimed events', result.untimedEvents],
    ['requests', result.requests],
    ...result.logs.map((log) => [`log ${log.name}`, log.rows] as const),
    ['hash', result.hash],
    ['seconds', result.seconds],
  ] as const;
  const width = Math.max(...facts.map(([name]) => name.length));
  const lines = facts.map(([name, value]) => `${name.padEnd(width)}  ${typeof value === 'number' ? formatNumber(value) : value}`);
  const rejects = result.rejects.map((reject) => [`${reject.file}:${reject.line}`, reject.code, reject.message]);
  return [
    ...lines,
    ...result.notes.map((note) => `note: ${note}`),
    ...(rejects.length === 0 ? [] : [table(['row', 'code', 'why'], rejects)]),
  ].join('\n');
}
