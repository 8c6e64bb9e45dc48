import { type TrainingResult, trainBundle } from '../../host/services/training.ts';
import type { Command } from '../command.ts';
import { finishJob } from '../job.ts';
import { choiceOption, given, numberOption, numbersOption, positional, requiredOption, wholeOption } from '../options.ts';

export const trainCommand: Command = {
  name: 'train',
  summary: 'trains a bundle from a dataset (needs Python with PyTorch)',
  usage: 'DATASET --out BUNDLE [--holdout leave-last-out|none] [--seed N] [--epochs N] [--minutes M] [--threads N] [--settings A=1,B=2]',
  example: 'PARETOSCOPE_PYTHON=.venv/bin/python paretoscope train movies --out movies --minutes 10',
  options: {
    out: { type: 'string' },
    holdout: { type: 'string' },
    seed: { type: 'string' },
    epochs: { type: 'string' },
    minutes: { type: 'string' },
    threads: { type: 'string' },
    settings: { type: 'string' },
  },
  help: {
    '--out BUNDLE': 'name of the new bundle in this workspace, or (with a /) a folder to write',
    '--holdout H': 'leave-last-out (default): the last positive event of every user and all after it are never learned from; none: all is',
    '--seed N': 'seed (default 1)',
    '--epochs N': 'at most this many epochs',
    '--minutes M': 'at most this many minutes of training',
    '--threads N': 'threads of PyTorch',
    '--settings A=1,B=2': 'further settings of the trainer, such as id-rate=0.3,dropout=0.4 (training/README.md)',
  },
  positionals: { least: 1, most: 1 },
  async run(invocation) {
    const { values } = invocation;
    const dataset = positional(invocation, 0, 'DATASET');
    const settings = numbersOption(values, 'settings');
    const work = {
      dataset,
      out: requiredOption(values, 'out'),
      ...given({
        holdout: choiceOption(values, 'holdout', ['leave-last-out', 'none']),
        seed: wholeOption(values, 'seed'),
        epochs: wholeOption(values, 'epochs'),
        minutes: numberOption(values, 'minutes'),
        threads: wholeOption(values, 'threads'),
        settings:
          settings === undefined ? undefined : Object.fromEntries(Object.entries(settings).map(([name, value]) => [name, String(value)])),
      }),
    };
    const { context } = await invocation.host();
    const job = context.jobs.start('train', `Train ${dataset}`, (handle) =>
      trainBundle(context, work, (phase, fraction) => handle.progress(phase, fraction), handle.signal),
    );
    const { result } = await finishJob(invocation, job);
    const { bundle, metrics, seconds } = result as TrainingResult;
    return { document: { bundle, metrics, seconds }, text: `bundle ${bundle}, ${Math.round(seconds)} s` };
  },
};
