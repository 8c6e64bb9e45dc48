import type { ChangeEvent, SystemStatus, systemContract } from '../../../contract/system.ts';
import type { CallContext, Handlers } from '../../../rpc/procedure.ts';
import type { HostContext } from '../context.ts';
import type { PauseMeter } from '../pause-meter.ts';

export function systemHandlers(
  context: HostContext,
  pauses: PauseMeter,
  countBundles: () => Promise<number>,
): Handlers<typeof systemContract> {
  return {
    'system.status': async (): Promise<SystemStatus> => ({
      version: context.version,
      shell: context.shell,
      node: process.version,
      workspace: context.dataDirectory,
      writable: context.store.writable,
      ...(context.store.writerPid === undefined ? {} : { writerPid: context.store.writerPid }),
      engine: context.engine.state,
      datasets: context.store.datasets.list().length,
      bundles: await countBundles(),
    }),
    'system.devices': async () => ({ devices: await context.engine.devices() }),
    'system.changes': (_input, call) => changes(context, call),
    'system.pause': () => pauses.read(),
  };
}

/** Every change from now on, until the listener goes away. */
async function* changes(context: HostContext, { signal }: CallContext): AsyncGenerator<ChangeEvent> {
  const waiting: ChangeEvent[] = [];
  let wake = () => {};
  const stop = context.changes.subscribe((event) => {
    if (!waiting.some((queued) => queued.type === event.type)) waiting.push(event);
    wake();
  });
  signal.addEventListener('abort', () => wake(), { once: true });
  try {
    while (!signal.aborted) {
      const event = waiting.shift();
      if (event === undefined) await new Promise<void>((resolve) => (wake = resolve));
      else yield event;
    }
  } finally {
    stop();
  }
}
