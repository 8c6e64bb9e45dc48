#!/usr/bin/env node
/** Finds Node 24, builds once if needed, and hands over to the built command line. Runs on any Node that knows modules. */
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { buildIfNeeded } from '../scripts/build.mjs';
import { bundledNode, isNewEnough, tooOld } from '../scripts/node-version.mjs';

const entry = new URL('../out/main/cli.js', import.meta.url);

if (isNewEnough()) {
  buildIfNeeded(process.execPath);
  await import(entry.href);
} else {
  const node = bundledNode();
  if (node === undefined) {
    console.error(`error: unavailable: ${tooOld()}`);
    process.exit(2);
  }
  buildIfNeeded(node);
  const child = spawn(node, [fileURLToPath(entry), ...process.argv.slice(2)], { stdio: 'inherit' });
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
  child.on('exit', (status, signal) => {
    if (signal === null) process.exit(status ?? 2);
    process.removeAllListeners(signal);
    process.kill(process.pid, signal);
  });
}
