import { exportDataset } from '../../host/dataset-export.ts';
import type { Command, Invocation } from '../command.ts';
import { newPath, writeNewFile } from '../new-file.ts';
import { positional, usageError } from '../options.ts';

export const exportCommand: Command = {
  name: 'export',
  summary: 'writes a dataset for training, or the stored result of a run',
  usage: 'dataset NAME --out FOLDER | run ID --out FILE',
  example: 'paretoscope export dataset movies --out movies-export',
  options: { out: { type: 'string' } },
  help: { '--out PATH': 'where to write; must not exist' },
  positionals: { least: 2, most: 2 },
  async run(invocation) {
    const what = positional(invocation, 0, 'WHAT');
    if (what !== 'dataset' && what !== 'run') throw usageError(`"${what}" cannot be exported; name a dataset or a run.`);
    const out = await newPath(invocation.values);
    return what === 'dataset' ? exportOneDataset(invocation, out) : exportOneRun(invocation, out);
  },
};

async function exportOneDataset(invocation: Invocation, out: string) {
  const { context } = await invocation.host();
  const written = await exportDataset(context, positional(invocation, 1, 'NAME'), out, invocation.signal);
  return { document: written, text: `${written.path}: ${written.events} events, ${written.items} items, ${written.bytes} bytes` };
}

async function exportOneRun(invocation: Invocation, out: string) {
  const id = Number(positional(invocation, 1, 'ID'));
  if (!Number.isSafeInteger(id)) throw usageError('A run is named by its number; `paretoscope runs` lists them.');
  const run = await (await invocation.client())['runs.get']({ run: id });
  const written = await writeNewFile(out, `${JSON.stringify(run, undefined, 2)}\n`);
  return { document: written, text: `${out}: ${written.bytes} bytes` };
}
