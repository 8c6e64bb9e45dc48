/** `npm start`: builds if needed and opens the console. Plain enough for an old Node to say that it is too old. */
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { buildIfNeeded } from './build.mjs';
import { bundledNode, isNewEnough, tooOld } from './node-version.mjs';

if (isNewEnough()) {
  buildIfNeeded(process.execPath);
  const { startConsole } = await import('./start-console.ts');
  process.exitCode = await startConsole(process.argv.slice(2));
} else {
  const node = bundledNode();
  if (node === undefined) {
    console.error(tooOld());
    process.exitCode = 2;
  } else {
    const child = spawn(node, [fileURLToPath(import.meta.url), ...process.argv.slice(2)], { stdio: 'inherit' });
    // Ctrl-C in a terminal reaches the child by itself.
    process.on('SIGINT', () => undefined);
    process.on('SIGTERM', () => child.kill('SIGTERM'));
    child.on('exit', (status) => (process.exitCode = status ?? 1));
  }
}
