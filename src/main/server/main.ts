import { parseArgs } from 'node:util';
import { RpcError } from '../../rpc/error.ts';
import { projectFolders } from '../shell/project-folder.ts';
import { workspaceDirectory } from '../shell/workspace-directory.ts';
import { openInBrowser } from './browser-opener.ts';
import { listenPort } from './listen-address.ts';
import { serve, type ServeOptions } from './serve.ts';

const options = {
  data: { type: 'string' },
  host: { type: 'string', default: '127.0.0.1' },
  port: { type: 'string', default: '0' },
  device: { type: 'string', default: 'auto' },
  sessions: { type: 'string', default: '1' },
  'import-root': { type: 'string', multiple: true },
  'url-file': { type: 'string' },
  open: { type: 'boolean', default: false },
  debug: { type: 'boolean', default: false },
} as const;

function serveOptions(argv: readonly string[]): { readonly serve: ServeOptions; readonly open: boolean } {
  const { values } = parse(argv);
  const { version, resources, page } = projectFolders();
  const sessions = Number(values.sessions);
  if (!Number.isInteger(sessions) || sessions < 1 || sessions > 16)
    throw new RpcError({ code: 'usage', message: '--sessions is a number from 1 to 16.' });
  return {
    open: values.open,
    serve: {
      host: values.host,
      port: listenPort(values.port),
      sessions,
      version,
      dataDirectory: workspaceDirectory(values.data, process.env),
      resourcesDirectory: resources,
      pageDirectory: page,
      device: values.device,
      importRoots: values['import-root'] ?? [],
      logLevel: values.debug ? 'info' : 'error',
      ...(values['url-file'] === undefined ? {} : { urlFile: values['url-file'] }),
      onNote: (line) => process.stderr.write(`${line}\n`),
    },
  };
}

function parse(argv: readonly string[]) {
  try {
    return parseArgs({ args: [...argv], options, strict: true });
  } catch (error) {
    throw new RpcError({ code: 'usage', message: error instanceof Error ? error.message : String(error) });
  }
}

async function main(): Promise<number> {
  const asked = serveOptions(process.argv.slice(2));
  const stopping = new AbortController();
  process.on('SIGINT', () => stopping.abort());
  process.on('SIGTERM', () => stopping.abort());
  const served = await serve(asked.serve, stopping.signal);
  process.stdout.write(`${served.url}\n`);
  if (asked.open) openInBrowser(served.url);
  return served.ended;
}

try {
  process.exitCode = await main();
} catch (error) {
  if (!(error instanceof RpcError)) throw error;
  if (error.code !== 'cancelled') process.stderr.write(`error: ${error.code}: ${error.message}\n`);
  process.exitCode = error.code === 'cancelled' ? 0 : 2;
}
