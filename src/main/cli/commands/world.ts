import { worldPresets, type WorldResult } from '../../../contract/worlds.ts';
import type { Command } from '../command.ts';
import { finishJob } from '../job.ts';
import { choiceOption, given, positional, textOption, usageError, wholeOption } from '../options.ts';
import { formatNumber } from '../table.ts';

export const worldCommand: Command = {
  name: 'world',
  summary: 'makes a simulated population with known truth',
  usage: 'create [--preset NAME] [--seed N] [--users N] [--as NAME] [--workers N]',
  example: 'paretoscope world create --preset small --seed 7 --json',
  options: {
    preset: { type: 'string' },
    seed: { type: 'string' },
    users: { type: 'string' },
    as: { type: 'string' },
    workers: { type: 'string' },
  },
  help: {
    '--preset NAME': `${worldPresets.join(', ')}; default: demo`,
    '--seed N': 'a whole number; the same seed gives the same world; default: 7',
    '--users N': 'the first users of the preset alone, 100 or more; the same rows',
    '--as NAME': "the dataset's name; default: world-PRESET",
    '--workers N': '1 or 2 threads; the world is the same; default: 2',
  },
  positionals: { least: 1, most: 1 },
  async run(invocation) {
    const { values } = invocation;
    const verb = positional(invocation, 0, 'create');
    if (verb !== 'create') throw usageError(`world takes "create", not "${verb}".`);
    const input = {
      preset: choiceOption(values, 'preset', worldPresets) ?? 'demo',
      seed: wholeOption(values, 'seed') ?? 7,
      workers: wholeOption(values, 'workers') ?? 2,
      ...given({ as: textOption(values, 'as'), users: wholeOption(values, 'users') }),
    };
    const client = await invocation.client();
    const { job } = await client['worlds.create'](input);
    const { result } = await finishJob(invocation, job);
    return { document: result, text: describe(result as WorldResult) };
  },
};

function describe(result: WorldResult): string {
  const facts = [
    ['dataset', result.dataset],
    ['preset', result.preset],
    ['seed', String(result.seed)],
    ['users', result.users],
    ['items', result.items],
    ['sessions', result.sessions],
    ['events', result.events],
    ['requests', result.requests],
    ...result.logs.map((log) => [`log ${log.name}`, log.rows] as const),
    ['hash', result.hash],
    ['truth', result.truth],
    ['seconds', result.seconds],
  ] as const;
  const width = Math.max(...facts.map(([name]) => name.length));
  return facts.map(([name, value]) => `${name.padEnd(width)}  ${typeof value === 'number' ? formatNumber(value) : value}`).join('\n');
}
