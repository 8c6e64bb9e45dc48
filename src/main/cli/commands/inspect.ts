import { horizons, plainRequest, type RequestInput } from '../../../contract/inspect.ts';
import { bundleArgument } from '../bundle-argument.ts';
import type { Command, OptionValues } from '../command.ts';
import {
  choiceOption,
  given,
  listOption,
  numbersOption,
  positional,
  requiredOption,
  usageError,
  wholeListOption,
  wholeOption,
} from '../options.ts';
import { table } from '../table.ts';
import { vectorCount } from '../vector-count.ts';

export const inspectCommand: Command = {
  name: 'inspect',
  summary: 'takes one request through every stage',
  usage:
    'DATASET --user U --bundle B [--at N] [--weights save=1,click=0.3] [--mask 3,5] [--drop 2] [--insert 4:ITEM:save] [--move 9-2] [--topic T] [--outcome save=0.5,click=0.5] [--vectors 1|4|16] [--span S] [--k 100]',
  example: 'paretoscope inspect movies --user 42 --bundle movies --weights like=1,rate=0.2 --k 20',
  options: {
    user: { type: 'string' },
    bundle: { type: 'string' },
    at: { type: 'string' },
    weights: { type: 'string' },
    mask: { type: 'string' },
    drop: { type: 'string' },
    insert: { type: 'string' },
    move: { type: 'string' },
    vectors: { type: 'string' },
    span: { type: 'string' },
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
    '--insert P:ITEM:ACTIONS': 'put an event before position P, such as 4:pin-7:save+click; several by commas',
    '--move A-B': 'put the event at A before position B; several by commas, one after the other',
    '--topic T': 'retrieve for topics, where the bundle can',
    '--outcome O': 'a budget over outcomes, where the bundle can; shares are made to sum to 1',
    '--vectors N': 'query vectors: 1 (default), 4 or 16',
    '--span S': 'real-time (default), long-term or both',
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
      insert: insertions(values),
      move: movements(values),
      vectors: vectorCount(values),
      horizon: choiceOption(values, 'span', horizons) ?? plainRequest.horizon,
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
    const { longTerm } = result;
    const asOf = longTerm?.asOfMs === undefined ? '' : ` as of ${new Date(longTerm.asOfMs).toISOString()}`;
    const longTermLine =
      longTerm === undefined ? '' : `long-term embedding${asOf} from ${longTerm.events} events${longTerm.stored ? ', stored' : ''}\n`;
    return {
      document: { ...result, weights: named(result.weights), candidates },
      text: `${stages.join(', ')} on ${result.provider}\n${longTermLine}${table(['rank', 'title', 'utility', 'retrieval', ...result.heads], rows)}`,
    };
  },
};

/** `4:pin-7:save+click`: the item may hold colons, the first and the last part may not. */
function insertions(values: OptionValues): RequestInput['insert'] {
  return (listOption(values, 'insert') ?? []).map((part) => {
    const [, before, item, actions] = /^(\d+):(.+):([^:]*)$/.exec(part) ?? [];
    if (before === undefined || item === undefined)
      throw usageError(`--insert takes POSITION:ITEM:ACTIONS, such as 4:pin-7:save+click; "${part}" is not one.`);
    return { before: Number(before), item, actions: (actions ?? '').split('+').filter((name) => name !== '') };
  });
}

function movements(values: OptionValues): RequestInput['move'] {
  return (listOption(values, 'move') ?? []).map((part) => {
    const [, event, before] = /^(\d+)-(\d+)$/.exec(part) ?? [];
    if (event === undefined) throw usageError(`--move takes pairs of positions such as 9-2; "${part}" is not one.`);
    return { event: Number(event), before: Number(before) };
  });
}
