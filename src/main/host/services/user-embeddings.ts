import { setImmediate } from 'node:timers/promises';
import type { StoredUserEmbeddings, userEmbeddingsContract } from '../../../contract/user-embeddings.ts';
import { whyUnfit } from '../../../core/bundle/bundle-fits.ts';
import { RpcError } from '../../../rpc/error.ts';
import type { Handlers } from '../../../rpc/procedure.ts';
import type { StoredDataset } from '../../store/types.ts';
import { bundleRegistry } from '../bundles/registry.ts';
import type { HostContext } from '../context.ts';
import { makeUserEmbeddings } from '../ranking/make-user-embeddings.ts';
import { servedModel } from '../ranking/served-model.ts';
import { refused } from '../rejections.ts';

/** Long-term user embeddings as part of the state that policies are learned on. */
export function userEmbeddingsHandlers(context: HostContext): Handlers<typeof userEmbeddingsContract> {
  const { store, jobs } = context;
  return {
    'embeddings.list': async ({ dataset: name }, { signal }) => {
      const dataset = store.datasets.get(name);
      const listed = await bundleRegistry(context).list();
      const stored: StoredUserEmbeddings[] = [];
      for (const bundle of store.userEmbeddings.bundles(dataset)) {
        const known = listed.find(({ hash }) => hash === bundle);
        stored.push({ bundle, ...(known === undefined ? {} : { name: known.name }), ...(await summary(context, dataset, bundle, signal)) });
      }
      const makers = listed.filter(({ name: own, manifest }) => dataset.events > 0 && whyUnfit(own, manifest, dataset) === undefined);
      return { stored, makers: makers.map(({ name: own }) => own) };
    },

    'embeddings.make': async ({ dataset: name, log: logName, bundle }) => {
      const model = await servedModel(context, name, bundle);
      const { dataset } = model;
      const log = dataset.logs.find((one) => one.name === logName && one.kind === 'exploration');
      if (log === undefined)
        throw new RpcError({ code: 'not-found', message: `The dataset "${name}" has no exploration log "${logName}".` });
      if (dataset.events === 0)
        throw refused(`The dataset "${name}" has no events, so nothing is known of its users that an embedding could be made from.`);
      const without = (['user', 'at'] as const).find((role) => log.columns.every((column) => column.role !== role));
      if (without !== undefined)
        throw refused(`The log "${logName}" has no ${without} column, so no embedding can be joined to its requests.`);
      return {
        job: jobs.start('evaluate', `User embeddings of ${name} by ${bundle}`, (handle) => makeUserEmbeddings(context, model, log, handle)),
      };
    },
  };
}

async function summary(
  { store }: HostContext,
  dataset: StoredDataset,
  bundle: string,
  signal: AbortSignal,
): Promise<Pick<StoredUserEmbeddings, 'users' | 'embeddings' | 'dimensions' | 'fromMs' | 'toMs'>> {
  let [users, embeddings, dimensions, fromMs, toMs, last] = [0, 0, 0, Infinity, -Infinity, -1];
  for (const page of store.userEmbeddings.scan(dataset, bundle)) {
    for (const { user, asOfMs, vector } of page) {
      if (user !== last) users += 1;
      last = user;
      embeddings += 1;
      dimensions = vector.length;
      fromMs = Math.min(fromMs, asOfMs);
      toMs = Math.max(toMs, asOfMs);
    }
    await setImmediate();
    signal.throwIfAborted();
  }
  return { users, embeddings, dimensions, fromMs, toMs };
}
