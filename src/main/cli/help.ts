import type { Command } from './command.ts';

const common = [
  ['--data DIR', 'the workspace (or PARETOSCOPE_DATA); default: the per-user data folder'],
  ['--json', 'one JSON document on stdout, everything else on stderr'],
  ['--device NAME', 'auto, cpu, webgpu, cuda, coreml or directml'],
  ['--debug', 'show where an unexpected error came from'],
] as const;

export function generalHelp(commands: readonly Command[]): string {
  const width = Math.max(...commands.map((command) => command.name.length));
  return [
    'paretoscope <command> [arguments] [options]',
    '',
    ...commands.map((command) => `  ${command.name.padEnd(width)}  ${command.summary}`),
    '',
    'Every command takes:',
    ...optionLines(common),
    '',
    'More: paretoscope <command> --help',
    '',
  ].join('\n');
}

export function commandHelp(command: Command): string {
  return [
    command.summary,
    '',
    `  paretoscope ${command.name} ${command.usage}`.trimEnd(),
    '',
    ...optionLines([...Object.entries(command.help), ...common]),
    '',
    `Example: ${command.example}`,
    '',
  ].join('\n');
}

function optionLines(lines: readonly (readonly [string, string])[]): readonly string[] {
  const width = Math.max(...lines.map(([left]) => left.length));
  return lines.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`);
}
