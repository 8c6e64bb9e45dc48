import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const entry = fileURLToPath(new URL('../../out/main/cli.js', import.meta.url));

/** The built served shell, running on a free port over a folder of its own. */
export interface ServedConsole {
  readonly url: string;
  readonly port: number;
  readonly token: string;
  readonly pid: number;
  /** All that it wrote to stderr. */
  readonly errors: () => string;
  /** Ends it with SIGTERM; answers its exit code. */
  stop(): Promise<number | undefined>;
}

/** Starts the built console, with the toy datasets alone unless `--demo` is among the arguments; throws when it was not built or does not come up. */
export async function startServedConsole(dataDirectory: string, args: readonly string[] = []): Promise<ServedConsole> {
  if (!existsSync(entry)) throw new Error('The console is not built; run `npm run build` first.');
  // An option is given once.
  const demo = args.includes('--demo') ? [] : ['--demo', 'toy'];
  const child = spawn(process.execPath, [entry, 'serve', '--data', dataDirectory, ...demo, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let errors = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (errors += text));
  const url = await firstLine(child, () => errors);
  const { port, hash } = new URL(url);
  return {
    url,
    port: Number(port),
    token: hash.slice('#t='.length),
    pid: child.pid ?? 0,
    errors: () => errors,
    async stop() {
      if (child.exitCode === null && child.signalCode === null) {
        child.kill('SIGTERM');
        await once(child, 'exit');
      }
      return child.exitCode ?? undefined;
    },
  };
}

function firstLine(child: ChildProcess, errors: () => string): Promise<string> {
  return new Promise((resolve, reject) => {
    if (child.stdout === null) return reject(new Error('The console has no stdout.'));
    createInterface({ input: child.stdout }).once('line', resolve);
    child.once('exit', (code) => reject(new Error(`The console ended with exit code ${code} before it was ready:\n${errors()}`)));
  });
}
