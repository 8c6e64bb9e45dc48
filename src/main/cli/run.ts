import { parseArgs } from 'node:util';
import type { ErrorCode } from '../../contract/errors.ts';
import { consoleContract } from '../../contract/index.ts';
import { memoryChannelPair } from '../../rpc/channels/memory.ts';
import { connect } from '../../rpc/connect.ts';
import { RpcError } from '../../rpc/error.ts';
import { serve, toErrorInfo } from '../../rpc/serve.ts';
import { createHost, type Host } from '../host/host.ts';
import type { Command, Invocation, Outcome } from './command.ts';
import { commands } from './commands.ts';
import { commandHelp, generalHelp } from './help.ts';
import { textOption, usageError } from './options.ts';
import { progressWriter } from './progress-writer.ts';
import { systemProblem } from './system-problem.ts';
import { workspaceDirectory } from '../shell/workspace-directory.ts';

export interface Streams {
  readonly out: (text: string) => void;
  readonly error: (text: string) => void;
  readonly errorIsTerminal: boolean;
  /** Characters a line of that terminal holds. */
  readonly errorColumns?: number | undefined;
}

export interface RunOptions {
  readonly version: string;
  readonly resourcesDirectory: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly signal: AbortSignal;
  readonly streams: Streams;
}

/** Options that every command takes. */
const commonOptions = {
  data: { type: 'string' },
  json: { type: 'boolean' },
  device: { type: 'string' },
  debug: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const;

/** Runs one command line and answers the exit status: 0 done, 1 the answer is no, 2 the input or usage is wrong. */
export async function runCommandLine(argv: readonly string[], options: RunOptions): Promise<number> {
  const { streams } = options;
  const json = argv.includes('--json');
  const debug = argv.includes('--debug');
  try {
    const [name, ...rest] = argv;
    if (name === '--version') return print(streams, `${options.version}\n`);
    if (name === undefined || name === 'help' || name.startsWith('-')) {
      if (name === undefined || name === 'help' || name === '--help' || name === '-h') return print(streams, generalHelp(commands));
      throw usageError(`The command comes first: paretoscope <command> [options]; "${name}" is not one.`);
    }
    const command = commands.find((candidate) => candidate.name === name);
    if (command === undefined) throw usageError(`There is no command "${name}". Try: paretoscope --help`);
    if (rest.includes('--help') || rest.includes('-h')) return print(streams, commandHelp(command));
    const outcome = await runCommand(command, rest, options);
    if (outcome.document !== undefined) printAnswer(streams, json, outcome.document, outcome.text);
    return outcome.exit ?? 0;
  } catch (error) {
    return report(error, streams, json, debug);
  }
}

async function runCommand(command: Command, rest: readonly string[], options: RunOptions): Promise<Outcome> {
  const { values, positionals } = parse(command, rest);
  let opened: Promise<Host> | undefined;
  let stopServing = () => {};
  const host = () => {
    opened ??= createHost({
      shell: 'cli',
      version: options.version,
      dataDirectory: workspaceDirectory(textOption(values, 'data'), options.environment),
      resourcesDirectory: options.resourcesDirectory,
      device: textOption(values, 'device') ?? 'auto',
      importRoots: [],
      logLevel: values['debug'] === true ? 'info' : 'error',
    });
    return opened;
  };
  const invocation: Invocation = {
    positionals,
    values,
    signal: options.signal,
    announce: (document, text) => printAnswer(options.streams, values['json'] === true, document, text),
    host,
    client: async () => {
      const { handlers, context } = await host();
      stopServing();
      const [near, far] = memoryChannelPair();
      stopServing = serve(far, consoleContract, handlers, {
        onInternalError: (info, error) => context.log.error('a call failed', { id: info.id, stack: stackOf(error) }),
      });
      return connect(near, consoleContract);
    },
    progress: progressWriter(options.streams),
  };
  try {
    return await command.run(memoizeClient(invocation));
  } finally {
    if (options.streams.errorIsTerminal) options.streams.error('\r\u001B[K');
    stopServing();
    await (await opened?.catch(() => undefined))?.close();
  }
}

/** One client for the whole run. */
function memoizeClient(invocation: Invocation): Invocation {
  let client: ReturnType<Invocation['client']> | undefined;
  return { ...invocation, client: () => (client ??= invocation.client()) };
}

function parse(command: Command, rest: readonly string[]) {
  const options: Command['options'] = { ...commonOptions, ...command.options };
  let parsed;
  try {
    parsed = parseArgs({ args: [...rest], options, allowPositionals: true, strict: true, tokens: true });
  } catch (error) {
    throw usageError(`${parseProblem(error)} See: paretoscope ${command.name} --help`);
  }
  const given = parsed.tokens.flatMap((token) => (token.kind === 'option' ? [token.name] : []));
  // The last of two values would win in silence.
  const twice = given.find((name, place) => {
    const { type, multiple } = options[name] ?? {};
    return type === 'string' && multiple !== true && given.indexOf(name) !== place;
  });
  if (twice !== undefined) throw usageError(`--${twice} is given twice; give it once.`);
  const { least, most } = command.positionals;
  if (parsed.positionals.length < least || parsed.positionals.length > most) {
    throw usageError(`Usage: paretoscope ${command.name} ${command.usage}`);
  }
  return parsed;
}

function parseProblem(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  // Node calls a value that looks like an option ambiguous.
  const option = /^Option '(?:-\w, )?(--[\w-]+)[^']*' argument is ambiguous/.exec(message)?.[1];
  if (option !== undefined) return `${option} needs a value; one that begins with a dash is written with an equals sign: ${option}=-1.`;
  return (message.split('. ')[0] ?? message).replace(/\.?$/, '.');
}

/** Codes that mean the data cannot give what was asked, rather than that the asking was wrong. */
const answerIsNo: ReadonlySet<string> = new Set<ErrorCode>(['refused', 'needs-qhat']);

function report(thrown: unknown, streams: Streams, json: boolean, debug: boolean): number {
  const error = systemProblem(thrown) ?? thrown;
  const info = toErrorInfo(error, (_, original) => {
    if (debug) streams.error(`${stackOf(original)}\n`);
  });
  const shown = error instanceof RpcError || debug ? info : { ...info, message: `${info.message} Run again with --debug to see where.` };
  const place =
    shown.file === undefined || shown.message.includes(shown.file)
      ? ''
      : `${shown.file}${shown.line === undefined ? '' : `:${shown.line}`}: `;
  // Which call of the contract met it says nothing to who typed a command.
  const message = shown.code === 'usage' ? shown.message.replace(/^[a-z]+\.[a-zA-Z]+: /, '') : shown.message;
  streams.error(`error: ${shown.code}: ${place}${message}\n`);
  if (json) streams.out(`${JSON.stringify({ error: { code: shown.code, message, file: shown.file, line: shown.line } })}\n`);
  return answerIsNo.has(shown.code) ? 1 : 2;
}

function stackOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

function printAnswer(streams: Streams, json: boolean, document: unknown, text: string): void {
  streams.out(json ? `${JSON.stringify(document)}\n` : `${text}\n`);
}

function print(streams: Streams, text: string): number {
  streams.out(text);
  return 0;
}
