import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { runCommandLine } from './run.ts';

/** The package root, from `src/main/cli` and from the flat `out/main` alike. */
const root = fileURLToPath(new URL(import.meta.url.endsWith('.ts') ? '../../../' : '../../', import.meta.url));
const { version } = JSON.parse(readFileSync(`${root}package.json`, 'utf8')) as { version: string };

const stop = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    stop.abort();
    // A second signal ends at once, as any program would.
    process.once(signal, () => process.kill(process.pid, 'SIGKILL'));
  });
}

process.exitCode = await runCommandLine(process.argv.slice(2), {
  version,
  resourcesDirectory: `${root}resources`,
  environment: process.env,
  signal: stop.signal,
  streams: {
    out: (text) => process.stdout.write(text),
    error: (text) => process.stderr.write(text),
    errorIsTerminal: process.stderr.isTTY,
  },
});
