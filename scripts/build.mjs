/** Builds `out/` when it is missing or older than the sources. Everything it prints goes to stderr, so that a command's JSON stays alone on stdout. */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const stamp = join(root, 'out', 'renderer', 'index.html');
const inputs = ['src', 'electron.vite.config.ts', 'package.json', 'tsconfig.json'];

function newestMs(path) {
  const stat = statSync(path);
  if (!stat.isDirectory()) return stat.mtimeMs;
  return readdirSync(path).reduce((newest, name) => Math.max(newest, newestMs(join(path, name))), 0);
}

export function buildIsCurrent() {
  // A packaged copy has no sources: what is there is what runs.
  if (!existsSync(join(root, 'src'))) return existsSync(stamp);
  if (!existsSync(stamp) || !existsSync(join(root, 'out', 'main', 'cli.js'))) return false;
  const built = statSync(stamp).mtimeMs;
  return inputs.every((input) => newestMs(join(root, input)) <= built);
}

/** Throws when the build fails; `node` is a Node 24. */
export function buildIfNeeded(node) {
  if (buildIsCurrent()) return;
  console.error('Building the console (once) ...');
  const started = Date.now();
  const builder = join(root, 'node_modules', 'electron-vite', 'bin', 'electron-vite.js');
  const environment = { ...process.env, PATH: `${dirname(node)}${process.platform === 'win32' ? ';' : ':'}${process.env.PATH}` };
  const { status, stdout, stderr } = spawnSync(node, [builder, 'build', '--logLevel', 'warn'], {
    cwd: root,
    env: environment,
    encoding: 'utf8',
  });
  if (status !== 0) {
    console.error(`${stdout}${stderr}`);
    throw new Error('The build failed; see above.');
  }
  console.error(`Built in ${((Date.now() - started) / 1000).toFixed(1)} s.`);
}
