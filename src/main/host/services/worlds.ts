import type { worldsContract } from '../../../contract/worlds.ts';
import { RpcError } from '../../../rpc/error.ts';
import type { Handlers } from '../../../rpc/procedure.ts';
import type { HostContext } from '../context.ts';
import { runWorld } from '../world/world-job.ts';

export function worldsHandlers(context: HostContext): Handlers<typeof worldsContract> {
  const { store, jobs } = context;
  return {
    'worlds.create': ({ preset, seed, as, workers }) => {
      if (!store.writable)
        throw new RpcError({ code: 'busy', message: 'Another process writes to this workspace. Close it, or use another data folder.' });
      const name = as ?? `world-${preset}`;
      const writer = store.datasets.create(name, 'world');
      const work = { name, preset, seed, workers, writer };
      return { job: jobs.start('world', `World ${name}`, (handle) => runWorld(context, work, handle)) };
    },
  };
}
