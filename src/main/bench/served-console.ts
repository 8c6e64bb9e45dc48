import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

export interface ServedConsole {
  readonly url: string;
  stop(): Promise<void>;
}

/** Starts the built served shell on a workspace of its own, as a person would, and answers its address. */
export async function startServedConsole(projectFolder: string, workspace: string, more: readonly string[] = []): Promise<ServedConsole> {
  const entry = join(projectFolder, 'out', 'main', 'cli.js');
  const child = spawn(process.execPath, [entry, 'serve', '--data', workspace, '--demo', 'toy', ...more], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const url = await firstLine(child);
  return {
    url,
    async stop() {
      if (child.exitCode !== null) return;
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
    },
  };
}

async function firstLine(child: ChildProcess): Promise<string> {
  if (child.stdout === null) throw new Error('The console has no output to read its address from.');
  for await (const line of createInterface({ input: child.stdout })) if (line.startsWith('http://')) return line;
  throw new Error(`The console ended before it gave its address (exit ${child.exitCode}).`);
}
