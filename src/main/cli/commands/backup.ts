import { resolve } from 'node:path';
import { backupWorkspace, restoreWorkspace } from '../../host/backup.ts';
import type { Command } from '../command.ts';
import { positional, textOption } from '../options.ts';
import { formatNumber } from '../table.ts';
import { workspaceDirectory } from '../../shell/workspace-directory.ts';

export const backupCommand: Command = {
  name: 'backup',
  summary: 'writes the whole workspace, bundles included, to one file',
  usage: 'FILE',
  example: 'paretoscope backup paretoscope.backup',
  options: {},
  help: {},
  positionals: { least: 1, most: 1 },
  async run(invocation) {
    const { context } = await invocation.host();
    const written = await backupWorkspace(context, resolve(positional(invocation, 0, 'FILE')));
    return { document: written, text: `${written.path}: ${formatNumber(written.bytes)} bytes, sha256 ${written.sha256}` };
  },
};

export const restoreCommand: Command = {
  name: 'restore',
  summary: 'makes a new workspace from a backup',
  usage: 'FILE --data DIR',
  example: 'paretoscope restore paretoscope.backup --data ./restored',
  options: {},
  help: { '--data DIR': 'a folder that holds no workspace yet' },
  positionals: { least: 1, most: 1 },
  async run(invocation) {
    const folder = workspaceDirectory(textOption(invocation.values, 'data'), process.env);
    const restored = await restoreWorkspace(resolve(positional(invocation, 0, 'FILE')), folder);
    return { document: restored, text: `${restored.path}: ${formatNumber(restored.bytes)} bytes restored` };
  },
};
