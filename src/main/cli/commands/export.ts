import { writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { RpcError } from '../../../rpc/error.ts';
import { exportDataset } from '../../host/dataset-export.ts';
import type { Command, Invocation } from '../command.ts';
import { positional, requiredOption, usageError } from '../options.ts';

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
    const out = resolve(requiredOption(invocation.values, 'out'));
    if (existsSync(out)) throw new RpcError({ code: 'exists', message: `${out} exists; choose another name.`, file: out });
    if (what === 'dataset') return exportOneDataset(invocation, out);
    if (what === 'run') return exportOneRun(invocation, out);
    throw usageError(`"${what}" cannot be exported; name a dataset or a run.`);
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
  const text = `${JSON.stringify(run, undefined, 2)}\n`;
  await writeFile(out, text, { flag: 'wx' });
  const bytes = Buffer.byteLength(text);
  const sha256 = Buffer.from(await crypto.subtle.digest('SHA-256', Buffer.from(text))).toString('hex');
  return { document: { path: out, bytes, sha256 }, text: `${out}: ${bytes} bytes` };
}
