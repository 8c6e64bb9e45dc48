import { availableParallelism, cpus } from 'node:os';
import { benchCases } from '../../bench/cases.ts';
import type { BenchFigure } from '../../bench/bench-case.ts';
import { projectFolders } from '../../shell/project-folder.ts';
import type { Command } from '../command.ts';
import { textOption, usageError } from '../options.ts';
import { table } from '../table.ts';

export const benchCommand: Command = {
  name: 'bench',
  summary: 'measures speed as ratios within one run',
  usage: '[--only NAME]',
  example: 'paretoscope bench --only retrieval --json',
  options: { only: { type: 'string' } },
  help: { '--only NAME': `one of ${benchCases.map(({ name }) => name).join(', ')}` },
  positionals: { least: 0, most: 0 },
  async run(invocation) {
    const only = textOption(invocation.values, 'only');
    const chosen = benchCases.filter(({ name, onlyByName }) => (only === undefined ? onlyByName !== true : name === only));
    if (chosen.length === 0)
      throw usageError(`There is no benchmark "${only}"; there are ${benchCases.map(({ name }) => name).join(', ')}.`);
    const device = textOption(invocation.values, 'device') ?? 'auto';
    const { root, resources } = projectFolders();
    const figures: BenchFigure[] = [];
    for (const one of chosen) {
      invocation.signal.throwIfAborted();
      invocation.progress(`${one.name}: ${one.summary}`);
      figures.push(
        ...(await one.run({
          projectFolder: root,
          resourcesFolder: resources,
          device,
          progress: (line) => invocation.progress(`${one.name}: ${line}`),
          signal: invocation.signal,
        })),
      );
    }
    const rows = figures.map(({ name, runs, median, min, max, unit, baselineName, baseline, ratio }) => [
      name,
      runs,
      median,
      min,
      max,
      unit,
      baselineName,
      baseline,
      ratio,
    ]);
    const machine = `${cpus()[0]?.model.trim() ?? 'unknown processor'}, ${availableParallelism()} threads`;
    return {
      document: { device: machine, provider: device === 'auto' ? 'cpu' : device, cases: figures },
      text: [
        machine,
        table(['case', 'runs', 'median', 'min', 'max', 'unit', 'against', 'its median', 'ratio'], rows),
        ...figures.flatMap(({ name, note }) => (note === undefined ? [] : [`${name}: ${note}`])),
      ].join('\n'),
    };
  },
};
