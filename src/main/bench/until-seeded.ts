import { setTimeout as wait } from 'node:timers/promises';
import type { ConsoleContract } from '../../contract/index.ts';
import { RpcError } from '../../rpc/error.ts';
import type { Client } from '../../rpc/procedure.ts';
import type { BenchContext } from './bench-case.ts';

/** The demo is imported at the first start; what is measured must not run beside that. */
export async function untilSeeded(client: Client<ConsoleContract>, context: BenchContext): Promise<void> {
  for (let second = 0; second < 60; second++) {
    context.signal.throwIfAborted();
    const [{ datasets }, { jobs }] = await Promise.all([client['datasets.list']({}), client['jobs.list']({})]);
    if (datasets.length > 0 && jobs.every(({ state }) => state !== 'running')) return;
    await wait(1000);
  }
  throw new RpcError({ code: 'unavailable', message: 'The demo was not ready after a minute; see the log above.' });
}
