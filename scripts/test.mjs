/** `npm test`: the checks, the build, every test and the browser journeys; stops at the first part that fails and ends with one line of totals. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isNewEnough, tooOld } from './node-version.mjs';

if (!isNewEnough()) {
  console.error(tooOld());
  process.exit(2);
}

const folder = mkdtempSync(join(tmpdir(), 'paretoscope-test-'));
const unitReport = join(folder, 'unit.json');
const journeyReport = join(folder, 'journeys.json');

function run(title, command, args, environment = {}) {
  console.log(`\n== ${title}`);
  const started = Date.now();
  const { status } = spawnSync(command, args, {
    stdio: 'inherit',
    env: { ...process.env, ...environment },
    shell: process.platform === 'win32',
  });
  console.log(`== ${title}: ${status === 0 ? 'ok' : 'failed'} in ${((Date.now() - started) / 1000).toFixed(0)} s`);
  return status === 0;
}

function readJson(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return undefined;
  }
}

const good =
  run('check', 'npm', ['run', '--silent', 'check']) &&
  run('build', 'electron-vite', ['build', '--logLevel', 'warn']) &&
  run('tests', 'vitest', ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${unitReport}`]) &&
  run('browser journeys', 'playwright', ['test', '--reporter=list,json'], { PLAYWRIGHT_JSON_OUTPUT_NAME: journeyReport });

const unit = readJson(unitReport);
const journeys = readJson(journeyReport)?.stats;
const passed = (unit?.numPassedTests ?? 0) + (journeys?.expected ?? 0);
const failed = (unit?.numFailedTests ?? 0) + (journeys?.unexpected ?? 0) + (journeys?.flaky ?? 0);
const skipped = (unit?.numPendingTests ?? 0) + (journeys?.skipped ?? 0);
rmSync(folder, { recursive: true, force: true });
console.log(`\n${passed} passed, ${failed} failed, ${skipped} skipped`);
process.exit(good ? 0 : 1);
