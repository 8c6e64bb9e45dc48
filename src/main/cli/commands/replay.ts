import type { Command } from '../command.ts';
import { bundleArgument } from '../bundle-argument.ts';
import { positional, requiredOption, wholeOption } from '../options.ts';
import { table } from '../table.ts';

export const replayCommand: Command = {
  name: 'replay',
  summary: 'steps a session through the model',
  usage: 'DATASET --session ID --bundle B [--k 10]',
  example: 'paretoscope replay movies --session 42:3 --bundle movies --k 10',
  options: { session: { type: 'string' }, bundle: { type: 'string' }, k: { type: 'string' } },
  help: {
    '--session ID': 'as listed by `sessions`',
    '--bundle B': 'a bundle of the workspace, or the path of a bundle folder',
    '--k N': 'items retrieved at each step (default 10)',
  },
  positionals: { least: 1, most: 1 },
  async run(invocation) {
    const dataset = positional(invocation, 0, 'DATASET');
    const session = requiredOption(invocation.values, 'session');
    const bundle = await bundleArgument(invocation);
    const client = await invocation.client();
    const result = await client['replay.session']({ dataset, session, bundle, k: wholeOption(invocation.values, 'k') ?? 10 });
    const rows = result.steps.map((step) => [
      step.index,
      step.at,
      step.event.item.title,
      step.event.actions.join('+'),
      step.rankOfActual,
      step.retrieved[0]?.item.title,
    ]);
    const { recall, meanReciprocalRank, scored } = result.metrics;
    return {
      document: result,
      text: `${table(['step', 'at', 'what the user did', 'actions', 'rank', 'retrieved first'], rows)}\nrecall@${result.k} ${recall.toFixed(3)}, mean reciprocal rank ${meanReciprocalRank.toFixed(3)} over ${scored} steps`,
    };
  },
};
