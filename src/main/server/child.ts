import type { Socket } from 'node:net';
import { consoleContract } from '../../contract/index.ts';
import { RpcError } from '../../rpc/error.ts';
import { serve } from '../../rpc/serve.ts';
import { createHost, type Host } from '../host/host.ts';
import { acceptedHosts } from './guard.ts';
import { createHttpService, type HttpService } from './http.ts';
import type { ChildOptions, ToChild, ToParent } from './messages.ts';
import { createSessions, type Sessions } from './sessions.ts';

/** Calls of one page at work at once; more are refused with `busy` (N8). */
const maximumInFlight = 128;
/** Time to stop jobs, drain the engine and close the store; after it the process ends itself the hard way. */
const drainMs = 8_000;

interface Parts {
  readonly host: Host;
  readonly sessions: Sessions;
  readonly http: HttpService;
}

let parts: Promise<Parts> | undefined;
let stopping = false;

function tell(message: ToParent): void {
  if (process.connected) process.send?.(message);
}

async function start(options: ChildOptions): Promise<Parts> {
  const { version, dataDirectory, resourcesDirectory, device, demo, importRoots, logLevel } = options;
  const host = await createHost({ shell: 'served', version, dataDirectory, resourcesDirectory, device, demo, importRoots, logLevel });
  const { writable, writerPid } = host.context.store;
  if (!writable) {
    const holder = writerPid === undefined ? 'Another process' : `Process ${writerPid}`;
    process.stderr.write(`${holder} writes to this workspace; this console only reads it. To write here, end that one first.\n`);
  }
  const sessions = createSessions({
    limit: options.sessions,
    onChannel: (channel) => {
      serve(channel, consoleContract, host.handlers, {
        maxInFlight: maximumInFlight,
        onInternalError: (info, error) =>
          host.context.log.error('a call failed', { id: info.id, stack: error instanceof Error ? error.stack : String(error) }),
      });
    },
  });
  const http = createHttpService({
    hosts: acceptedHosts(options.address, options.port),
    token: options.token,
    pageDirectory: options.pageDirectory,
    onUpgrade: (request, socket, head) => sessions.upgrade(request, socket, head),
  });
  return { host, sessions, http };
}

/** Ends in order: no new sockets, jobs stopped, engine drained, store closed. `process.exit` during a run of the engine would abort the process. */
async function stop(): Promise<void> {
  if (stopping) return;
  stopping = true;
  setTimeout(() => process.kill(process.pid, 'SIGKILL'), drainMs).unref();
  const running = await parts?.catch(() => undefined);
  running?.sessions.close();
  await running?.host.close();
  running?.http.close();
  if (process.connected) process.disconnect();
  // Nothing of the engine runs any more: whatever still holds the event loop may be cut.
  setTimeout(() => process.exit(0), 500).unref();
}

process.on('message', (message: ToChild, socket: unknown) => {
  if (message.type === 'start') {
    parts = start(message.options);
    parts.then(
      () => tell({ type: 'ready' }),
      (error: unknown) => {
        if (!(error instanceof RpcError)) throw error;
        tell({ type: 'refused', error: error.toInfo() });
        void stop();
      },
    );
  } else if (message.type === 'connection') {
    tell({ type: 'taken', id: message.id });
    // The socket is undefined when the browser has gone meanwhile.
    if (stopping) (socket as Socket | undefined)?.destroy();
    else if (socket !== undefined) void parts?.then(({ http }) => http.accept(socket as Socket));
  } else {
    void stop();
  }
});
process.on('disconnect', () => void stop());
process.on('SIGTERM', () => void stop());
// Ctrl-C in a terminal reaches the parent too, which then says `stop`.
process.on('SIGINT', () => undefined);
