import { plainRequest } from '../../../contract/inspect.ts';
import { bundleArgument } from '../bundle-argument.ts';
import type { Command } from '../command.ts';
import { given, listOption, numbersOption, positional, requiredOption, wholeListOption, wholeOption } from '../options.ts';
import { table } from '../table.ts';

export const inspectCommand: Command = {
  name: 'inspect',
  summary: 'takes one request through every stage',
  usage: 'DATASET --user U --bundle B [--at N] [--weights save=1,click=0.3] [--mask 3,5] [--drop 2] [--k 100]',
  example: 'paretoscope inspect movies --user 42 --bundle movies --weights like=1,rate=0.2 --k 20',
  options: {
    user: { type: 'string' },
    bundle: { type: 'string' },
    at: { type: 'string' },
    weights: { type: 'string' },
    mask: { type: 'string' },
    drop: { type: 'string' },
    topic: { type: 'string' },
    outcome: { type: 'string' },
    k: { type: 'string' },
  },
  help: {
    '--user U': "the source's id of the user",
    '--bundle B': 'a bundle of the workspace, or the path of a bundle folder',
    '--at N': 'how many events stand before the request (default: all)',
    '--weights W': 'utility weights by head; heads not named weigh 0',
    '--mask A,B': 'positions of the sequence whose actions the model may not see',
    '--drop A,B': 'positions of the sequence that are left out',
    '--topic T': 'retrieve for a topic, where the bundle can',
    '--outcome O': 'retrieve for outcomes, where the bundle can',
    '--k N': 'candidates (default 100)',
  },
  positionals: { least: 1, most: 1 },
  async run(invocation) {
    const { values } = invocation;
    const dataset = positional(invocation, 0, 'DATASET');
    const user = requiredOption(values, 'user');
    const bundle = await bundleArgument(invocation);
    const client = await invocation.client();
    const result = await client['inspect.request']({
      ...plainRequest,
      dataset,
      user,
      bundle,
      mask: [...(wholeListOption(values, 'mask') ?? [])],
      drop: [...(wholeListOption(values, 'drop') ?? [])],
      topics: [...(listOption(values, 'topic') ?? [])],
      k: wholeOption(values, 'k') ?? plainRequest.k,
      ...given({
        at: wholeOption(values, 'at'),
        weights: numbersOption(values, 'weights'),
        outcome: numbersOption(values, 'outcome'),
      }),
    });
    // In the document every candidate names its heads, so that a script need not count columns.
    const named = (numbers: readonly number[]) => Object.fromEntries(result.heads.map((head, index) => [head, numbers[index]]));
    const candidates = result.candidates.map(({ item, heads, contributions, ...rest }) => ({
      item: item.id,
      title: item.title,
      ...rest,
      heads: named(heads),
      contributions: named(contributions),
    }));
    const rows = result.candidates
      .slice(0, 20)
      .map((candidate) => [candidate.rank, candidate.item.title, candidate.utility, candidate.retrievalScore, ...candidate.heads]);
    const stages = Object.entries(result.stages).map(([name, stage]) => `${name} ${stage.ms.toFixed(1)} ms (${stage.count})`);
    return {
      document: { ...result, weights: named(result.weights), candidates },
      text: `${stages.join(', ')} on ${result.provider}\n${table(['rank', 'title', 'utility', 'retrieval', ...result.heads], rows)}`,
    };
  },
};
