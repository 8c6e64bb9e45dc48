import type { bundlesContract, BundleSummary } from '../../../contract/bundles.ts';
import type { Handlers } from '../../../rpc/procedure.ts';
import { bundleRegistry, type ListedBundle } from '../bundles/registry.ts';
import type { HostContext } from '../context.ts';

export function bundleHandlers(context: HostContext): Handlers<typeof bundlesContract> {
  const registry = bundleRegistry(context);

  function toSummary({ name, folder, manifest, hash, bytes, demo }: ListedBundle): BundleSummary {
    const dataset = context.store.datasets.list().find((candidate) => candidate.hash === manifest.dataset.hash);
    return {
      name,
      path: folder,
      bytes,
      heads: manifest.heads,
      dimensions: manifest.dimensions,
      historyLength: manifest.historyLength,
      items: manifest.vectors.rows,
      datasetHash: manifest.dataset.hash,
      ...(manifest.catalogue === undefined ? {} : { catalogueHash: manifest.catalogue.hash }),
      ...(dataset === undefined ? {} : { dataset: dataset.name }),
      training: manifest.training,
      figures: manifest.record?.figures ?? [],
      hash,
      demo,
    };
  }

  return {
    'bundles.list': async () => ({ bundles: (await registry.list()).map(toSummary) }),

    'bundles.add': async ({ grant, as }) => {
      const { path, temporary } = context.grants.get(grant);
      const added = await registry.add(path, as);
      // An upload is given back by the page (`imports.discard`), which also deletes its files.
      if (!temporary) context.grants.take(grant);
      return toSummary(added);
    },

    'bundles.remove': async ({ bundle }) => {
      await registry.remove(bundle);
      return { removed: bundle };
    },
  };
}
