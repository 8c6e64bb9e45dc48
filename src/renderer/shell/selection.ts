import { useCallback } from 'react';
import type { BundleSummary } from '../../contract/bundles.ts';
import type { Dataset } from '../../contract/datasets.ts';
import { useBundles } from '../data/bundles.ts';
import { useDatasets } from '../data/datasets.ts';
import { useAddress } from './address.ts';
import { useStored } from './stored.ts';

export interface Selection {
  readonly dataset: Dataset | undefined;
  readonly bundle: BundleSummary | undefined;
  readonly datasets: readonly Dataset[];
  readonly bundles: readonly BundleSummary[];
  /** Bundles that fit the chosen dataset. */
  readonly fitting: readonly BundleSummary[];
  readonly isLoading: boolean;
  readonly chooseDataset: (name: string) => void;
  readonly chooseBundle: (name: string) => void;
}

/** The wanted one by name, else what was last used, else the first there is. */
export function pick<T extends { readonly name: string }>(items: readonly T[], ...wanted: readonly (string | undefined)[]): T | undefined {
  for (const name of wanted) {
    const found = name === undefined ? undefined : items.find((item) => item.name === name);
    if (found !== undefined) return found;
  }
  return items[0];
}

/** Bundles whose items are those of the dataset: trained on it, or on another of the same catalogue. A bundle from other data cannot rank it. */
export function bundlesFor(dataset: Dataset | undefined, bundles: readonly BundleSummary[]): readonly BundleSummary[] {
  if (dataset === undefined) return [];
  return bundles.filter(
    (bundle) =>
      bundle.dataset === dataset.name ||
      bundle.datasetHash === dataset.hash ||
      (bundle.catalogueHash !== undefined && bundle.catalogueHash === dataset.catalogueHash),
  );
}

/** The dataset and bundle all screens work on: named in the address, else remembered, else the first. */
export function useSelection(): Selection {
  const datasets = useDatasets();
  const bundles = useBundles();
  const { parameters, change } = useAddress();
  const [storedDataset, storeDataset] = useStored('dataset');
  const [storedBundle, storeBundle] = useStored('bundle');

  const list = datasets.data ?? [];
  const dataset = pick(list, text(parameters['dataset']), storedDataset);
  const fitting = bundlesFor(dataset, bundles.data ?? []);
  const bundle = pick(fitting, text(parameters['bundle']), storedBundle);

  // What belongs to the old dataset leaves the address with it.
  const chooseDataset = useCallback(
    (name: string) => {
      storeDataset(name);
      change({ ...Object.fromEntries(Object.keys(parameters).map((key) => [key, undefined])), dataset: name }, { replace: false });
    },
    [storeDataset, change, parameters],
  );
  const chooseBundle = useCallback(
    (name: string) => {
      storeBundle(name);
      change({ bundle: name }, { replace: false });
    },
    [storeBundle, change],
  );

  return {
    dataset,
    bundle,
    datasets: list,
    bundles: bundles.data ?? [],
    fitting,
    isLoading: datasets.isPending || bundles.isPending,
    chooseDataset,
    chooseBundle,
  };
}

function text(value: string | number | undefined): string | undefined {
  return value === undefined ? undefined : String(value);
}
