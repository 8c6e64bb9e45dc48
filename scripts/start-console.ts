import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chooseShell, hasDisplay, type Machine } from './choose-shell.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const electronFolder = join(root, 'node_modules', 'electron');
const downloadMs = 20_000;
const howToGoOn = 'Open this address in a browser on this machine; Ctrl-C ends the console.';
/** A desktop shell that ends with an error before this has not started at all: a missing library, a sandbox the system forbids. */
const failedStartMs = 5_000;

/** Opens the console in the shell that fits this machine and answers its exit status. Arguments go on to the shell. */
export async function startConsole(argv: readonly string[]): Promise<number> {
  const wantsServed = argv.includes('--served');
  const rest = argv.filter((argument) => argument !== '--served');
  const facts: Machine = {
    platform: process.platform,
    hasDisplay: hasDisplay(process.platform, process.env),
    isRoot: process.getuid?.() === 0,
    electron: electronBinary() === undefined ? 'absent' : 'present',
    wantsServed,
  };
  let choice = chooseShell(facts);
  if (choice.type === 'download') choice = chooseShell({ ...facts, electron: downloadElectron() ? 'present' : 'download-failed' });
  const binary = electronBinary();
  if (choice.type === 'desktop' && binary !== undefined) {
    const started = performance.now();
    const status = await run(binary, [root, ...joinedOptions(rest)]);
    if (status === 0 || performance.now() - started > failedStartMs) return status;
    console.log(`Using the served shell: the desktop shell ended at once (exit code ${status}). ${howToGoOn}`);
  } else if (choice.type === 'served') {
    console.log(`${choice.reason} ${howToGoOn}`);
  }
  return run(process.execPath, [join(root, 'out', 'main', 'cli.js'), 'serve', '--open', ...rest]);
}

/** The path of Electron's binary, if its package has one. */
function electronBinary(): string | undefined {
  const named = join(electronFolder, 'path.txt');
  if (!existsSync(named)) return undefined;
  const path = join(electronFolder, 'dist', readFileSync(named, 'utf8').trim());
  return existsSync(path) ? path : undefined;
}

function downloadElectron(): boolean {
  const installer = join(electronFolder, 'install.js');
  if (!existsSync(installer)) return false;
  console.log('Downloading Electron (20 seconds at most) ...');
  spawnSync(process.execPath, [installer], { stdio: 'ignore', timeout: downloadMs, killSignal: 'SIGKILL' });
  return electronBinary() !== undefined;
}

/** Chromium reads `--name=value` only. */
function joinedOptions(argv: readonly string[]): readonly string[] {
  const joined: string[] = [];
  for (const argument of argv) {
    const last = joined.at(-1);
    if (last?.startsWith('--') === true && !last.includes('=') && !argument.startsWith('--'))
      joined[joined.length - 1] = `${last}=${argument}`;
    else joined.push(argument);
  }
  return joined;
}

/** Runs a shell in the foreground; what stops this process stops it, in order. */
function run(command: string, args: readonly string[]): Promise<number> {
  const { ELECTRON_RUN_AS_NODE: _asNode, ...environment } = process.env;
  const child = spawn(command, args, { stdio: 'inherit', env: environment });
  // Ctrl-C in a terminal reaches the child by itself.
  const onInterrupt = () => undefined;
  const onTerminate = () => child.kill('SIGTERM');
  process.on('SIGINT', onInterrupt);
  process.on('SIGTERM', onTerminate);
  return new Promise((resolve) => {
    const finish = (status: number) => {
      process.off('SIGINT', onInterrupt);
      process.off('SIGTERM', onTerminate);
      resolve(status);
    };
    child.on('error', (error) => {
      console.error(error.message);
      finish(1);
    });
    child.on('exit', (code, signal) => finish(code ?? (signal === 'SIGINT' || signal === 'SIGTERM' ? 0 : 1)));
  });
}
