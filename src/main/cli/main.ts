import { projectFolders } from '../shell/project-folder.ts';
import { runCommandLine } from './run.ts';

const { version, resources } = projectFolders();

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
  resourcesDirectory: resources,
  environment: process.env,
  signal: stop.signal,
  streams: {
    out: (text) => process.stdout.write(text),
    error: (text) => process.stderr.write(text),
    errorIsTerminal: process.stderr.isTTY,
    errorColumns: process.stderr.columns,
  },
});
