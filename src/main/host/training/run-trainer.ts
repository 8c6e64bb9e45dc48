import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { RpcError } from '../../../rpc/error.ts';
import type { Environment } from './find-python.ts';

export interface TrainerRun {
  readonly python: string;
  /** Folder that holds the package `paretoscope_train`. */
  readonly trainingDirectory: string;
  readonly arguments: readonly string[];
  readonly environment: Environment;
}

/** What the trainer says about itself, one JSON document a line. The last one carries the metrics. */
export interface TrainerLine {
  readonly phase: string;
  readonly fraction?: number;
  readonly metrics?: Readonly<Record<string, unknown>>;
  readonly seconds?: number;
}

/** A trainer that was asked to stop gets this long before it is killed. */
const graceMs = 3_000;
const keptErrorLines = 20;

/**
 * Runs the trainer as a child process and answers its last line. An abort stops it and waits until it is gone, then throws the signal's reason.
 * Throws `refused` with the trainer's own sentence when the data cannot be learned from, `unavailable` when it broke.
 */
export async function runTrainer(run: TrainerRun, onLine: (line: TrainerLine) => void, signal: AbortSignal): Promise<TrainerLine> {
  signal.throwIfAborted();
  const child = spawn(run.python, ['-m', 'paretoscope_train', ...run.arguments], {
    env: { ...run.environment, PYTHONPATH: run.trainingDirectory, PYTHONUNBUFFERED: '1', PYTHONDONTWRITEBYTECODE: '1', PYTHONUTF8: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = new Promise<number | undefined>((resolve) => {
    child.once('error', () => resolve(undefined));
    child.once('close', (code) => resolve(code ?? undefined));
  });
  let kill: NodeJS.Timeout | undefined;
  const stop = () => {
    child.kill('SIGTERM');
    kill = setTimeout(() => child.kill('SIGKILL'), graceMs);
  };
  signal.addEventListener('abort', stop, { once: true });
  let last: TrainerLine | undefined;
  const errors: string[] = [];
  createInterface({ input: child.stdout }).on('line', (text) => {
    const line = parseLine(text);
    if (line === undefined) return;
    last = line;
    onLine(line);
  });
  createInterface({ input: child.stderr }).on('line', (text) => {
    if (text.trim() !== '') errors.push(text.trim());
    if (errors.length > keptErrorLines) errors.shift();
  });
  const code = await ended;
  clearTimeout(kill);
  signal.removeEventListener('abort', stop);
  signal.throwIfAborted();
  if (code === 0 && last?.metrics !== undefined) return last;
  throw failure(code, errors);
}

function failure(code: number | undefined, errors: readonly string[]): RpcError {
  const said = errors.findLast((line) => line.startsWith('error: '));
  if (code === 2 && said !== undefined) return new RpcError({ code: 'refused', message: said.slice('error: '.length) });
  const last = errors.at(-1);
  return new RpcError({
    code: 'unavailable',
    message: `Training stopped${code === undefined ? '' : ` with status ${code}`}${last === undefined ? '.' : `: ${last}`}`,
  });
}

function parseLine(text: string): TrainerLine | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && typeof (value as TrainerLine).phase === 'string'
      ? (value as TrainerLine)
      : undefined;
  } catch {
    return undefined;
  }
}
