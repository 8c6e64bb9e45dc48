import { whyUnfit } from '../../../core/bundle/bundle-fits.ts';
import { RpcError } from '../../../rpc/error.ts';
import type { StoredDataset } from '../../store/types.ts';
import { bundleRegistry, type CheckedBundle } from '../bundles/registry.ts';
import type { HostContext } from '../context.ts';

/** A bundle joined to a dataset that it serves. */
export interface ServedModel extends CheckedBundle {
  /** Width of an item vector. */
  readonly dimensions: number;
  readonly dataset: StoredDataset;
  /** Row of each dense item, -1 for an item the bundle does not know. */
  readonly rowOfItem: Int32Array;
  /** Dense item of each row, -1 for a row the dataset does not know; such rows are never retrieved. */
  readonly itemOfRow: Int32Array;
  readonly foreignRows: readonly number[];
  /** The bundle's number of each of the dataset's surfaces; 0 where it does not know it. */
  readonly surfaceOf: Int32Array;
}

const joined = new WeakMap<CheckedBundle, ServedModel>();

/**
 * Finds both and joins them by the source's item ids. Throws `not-found`, `bad-bundle`, or `bundle-mismatch` naming both datasets: item ids alone do not make
 * a match, since actions, catalogue and histories may differ.
 */
export async function servedModel(context: HostContext, datasetName: string, bundleName: string): Promise<ServedModel> {
  const dataset = context.store.datasets.get(datasetName);
  const checked = await bundleRegistry(context).get(bundleName);
  const { manifest, itemIds } = checked.bundle;
  const unfit = whyUnfit(bundleName, manifest, dataset);
  if (unfit !== undefined) throw new RpcError({ code: 'bundle-mismatch', message: unfit });
  const actions = dataset.actions.map(({ name }) => name);
  if (actions.join('\n') !== manifest.heads.join('\n')) {
    throw new RpcError({
      code: 'bad-bundle',
      message: `The heads of "${bundleName}" are ${manifest.heads.join(', ')}; the actions of "${datasetName}" are ${actions.join(', ')}.`,
      file: 'manifest.json',
    });
  }
  const present = joined.get(checked);
  if (present !== undefined && present.dataset.id === dataset.id) return present;
  const rows = new Map(itemIds.map((id, row) => [id, row]));
  const rowOfItem = Int32Array.from(context.store.items.ids(dataset), (id) => rows.get(id) ?? -1);
  const itemOfRow = new Int32Array(itemIds.length).fill(-1);
  rowOfItem.forEach((row, item) => {
    if (row >= 0) itemOfRow[row] = item;
  });
  const foreignRows = Array.from(itemOfRow.keys()).filter((row) => itemOfRow[row] === -1);
  const surfaceOf = Int32Array.from(dataset.surfaces, (surface) => Math.max(0, manifest.surfaces.indexOf(surface)));
  const model = { ...checked, dimensions: manifest.dimensions, dataset, rowOfItem, itemOfRow, foreignRows, surfaceOf };
  joined.set(checked, model);
  return model;
}
