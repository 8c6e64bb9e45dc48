/** `npm start`: builds if needed and opens the console. Plain enough for an old Node to say that it is too old. */
import { spawnSync } from 'node:child_process';
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
    // Ctrl-C reaches the child too; this process only waits for it.
    process.on('SIGINT', () => undefined);
    process.exitCode = spawnSync(node, [fileURLToPath(import.meta.url), ...process.argv.slice(2)], { stdio: 'inherit' }).status ?? 1;
  }
}
