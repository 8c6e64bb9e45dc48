import { consoleContract } from '../../contract/index.ts';
import { domPortChannel, type DomPortLike } from '../../rpc/channels/dom-port.ts';
import { RpcError } from '../../rpc/error.ts';
import { serve } from '../../rpc/serve.ts';
import { createHost, type Host, type HostOptions } from '../host/host.ts';

/** What Electron gives a utility process to talk to the main process; no module of Electron is needed for it. */
interface ParentPort {
  on(event: 'message', listener: (event: { readonly data: ToHost; readonly ports: readonly DomPortLike[] }) => void): void;
  postMessage(message: unknown): void;
}

export type ToHost = { readonly type: 'start'; readonly options: HostOptions } | { readonly type: 'connect' } | { readonly type: 'stop' };

const drainMs = 8_000;
const { parentPort } = process as unknown as { readonly parentPort: ParentPort };
let host: Promise<Host> | undefined;

async function connectPage(port: DomPortLike): Promise<void> {
  // Made at once: what the page sends while the host starts is kept.
  const channel = domPortChannel(port);
  const running = await host?.catch(() => undefined);
  if (running === undefined) return channel.close();
  serve(channel, consoleContract, running.handlers, {
    onInternalError: (info, error) =>
      running.context.log.error('a call failed', { id: info.id, stack: error instanceof Error ? error.stack : String(error) }),
  });
}

/** Drains before it ends: `process.exit` during a run of the engine would abort the process. */
async function stop(): Promise<void> {
  setTimeout(() => process.kill(process.pid, 'SIGKILL'), drainMs).unref();
  const running = await host?.catch(() => undefined);
  await running?.close();
  process.exit(0);
}

async function start(options: HostOptions): Promise<void> {
  host = createHost(options);
  try {
    await host;
    parentPort.postMessage({ type: 'ready' });
  } catch (error) {
    if (!(error instanceof RpcError)) throw error;
    parentPort.postMessage({ type: 'refused', reason: error.message });
    await stop();
  }
}

parentPort.on('message', ({ data, ports: [port] }) => {
  if (data.type === 'start') void start(data.options);
  else if (data.type === 'stop') void stop();
  else if (port !== undefined) void connectPage(port);
});
