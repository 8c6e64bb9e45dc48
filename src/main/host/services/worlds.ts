import type { worldsContract } from '../../../contract/worlds.ts';
import { RpcError } from '../../../rpc/error.ts';
import type { Handlers } from '../../../rpc/procedure.ts';
import type { HostContext } from '../context.ts';
import { cleanTruth } from '../../files/truth-file.ts';
import { runWorld, type WorldContext } from '../world/world-job.ts';

export function worldsHandlers(context: WorldContext & Pick<HostContext, 'jobs'>): Handlers<typeof worldsContract> {
  const { store, jobs, log } = context;
  const cleaned = store.writable
    ? cleanTruth(context.dataDirectory).catch((error: unknown) =>
        log.warn('what an earlier world left could not be deleted', { error: String(error) }),
      )
    : undefined;
  return {
    'worlds.create': async ({ preset, seed, users, as, workers }) => {
      await cleaned;
      if (!store.writable)
        throw new RpcError({ code: 'busy', message: 'Another process writes to this workspace. Close it, or use another data folder.' });
      const name = as ?? `world-${preset}`;
      const writer = store.datasets.create(name, 'world');
      const work = { name, preset, seed, workers, writer, ...(users === undefined ? {} : { users }) };
      const parameters = { preset, seed, ...(users === undefined ? {} : { users }) };
      return { job: jobs.start('world', `World ${name}`, (handle) => runWorld(context, work, handle), parameters) };
    },

    'worlds.card': ({ dataset: name }) => {
      const { world } = store.datasets.get(name);
      if (world === undefined)
        throw new RpcError({ code: 'not-found', message: `The dataset "${name}" has no world card. Create a world to have one.` });
      return world.card;
    },
  };
}
