import type { Command } from '../command.ts';
import { wholeOption } from '../options.ts';
import { table } from '../table.ts';

const noPositionals = { least: 0, most: 0 };

export const datasetsCommand: Command = {
  name: 'datasets',
  summary: 'lists the datasets of the workspace',
  usage: '',
  example: 'paretoscope datasets --json',
  options: {},
  help: {},
  positionals: noPositionals,
  async run(invocation) {
    const { datasets } = await (await invocation.client())['datasets.list']({});
    const rows = datasets.map((dataset) => [
      dataset.name,
      dataset.format,
      dataset.users,
      dataset.items,
      dataset.sessions,
      dataset.events,
      dataset.requests,
    ]);
    return { document: { datasets }, text: table(['name', 'format', 'users', 'items', 'sessions', 'events', 'requests'], rows) };
  },
};

export const bundlesCommand: Command = {
  name: 'bundles',
  summary: 'lists the model bundles of the workspace',
  usage: '',
  example: 'paretoscope bundles --json',
  options: {},
  help: {},
  positionals: noPositionals,
  async run(invocation) {
    const { bundles } = await (await invocation.client())['bundles.list']({});
    const rows = bundles.map((bundle) => [
      bundle.name,
      bundle.dataset ?? '(no such dataset here)',
      bundle.items,
      bundle.dimensions,
      bundle.heads.join(' '),
      bundle.bytes,
    ]);
    return { document: { bundles }, text: table(['name', 'dataset', 'items', 'width', 'heads', 'bytes'], rows) };
  },
};

export const devicesCommand: Command = {
  name: 'devices',
  summary: 'lists the execution providers, which one is used, and why not the others',
  usage: '',
  example: 'paretoscope devices --json',
  options: {},
  help: {},
  positionals: noPositionals,
  async run(invocation) {
    const { devices } = await (await invocation.client())['system.devices']({});
    const rows = devices.map((device) => [device.inUse ? '*' : '', device.provider, device.available ? 'yes' : 'no', device.reason]);
    return { document: { devices }, text: table(['', 'provider', 'available', 'reason'], rows) };
  },
};

export const runsCommand: Command = {
  name: 'runs',
  summary: 'lists sweeps and evaluations, or prints one with --run',
  usage: '[--run ID]',
  example: 'paretoscope runs --run 3 --json',
  options: { run: { type: 'string' } },
  help: { '--run ID': 'prints the stored result of one run' },
  positionals: noPositionals,
  async run(invocation) {
    const id = wholeOption(invocation.values, 'run');
    const client = await invocation.client();
    if (id !== undefined) {
      const run = await client['runs.get']({ run: id });
      return { document: run, text: JSON.stringify(run.result, undefined, 2) };
    }
    const { runs } = await client['runs.list']({});
    const rows = runs.map((run) => [run.id, run.kind, run.dataset, run.title, new Date(run.createdAtMs).toISOString()]);
    return { document: { runs }, text: table(['id', 'kind', 'dataset', 'title', 'made'], rows) };
  },
};
