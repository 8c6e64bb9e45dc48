/** Imported first by every script: one sentence, instead of a crash, on a Node that cannot run the console. */
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export const leastMajor = 24;

/** The Node 24 that comes with the install on Linux x64, if it is there. */
export function bundledNode() {
  const path = fileURLToPath(new URL(`../node_modules/.bin/node${process.platform === 'win32' ? '.cmd' : ''}`, import.meta.url));
  return existsSync(path) ? path : undefined;
}

export function isNewEnough(version = process.versions.node) {
  return Number(version.split('.')[0]) >= leastMajor;
}

export function tooOld(version = process.versions.node) {
  return `Paretoscope needs Node ${leastMajor} or newer; this is Node ${version}. Install Node ${leastMajor}, or run \`npm ci\` on Linux x64, which brings it.`;
}
