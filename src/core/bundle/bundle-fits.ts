import type { BundleManifest } from './manifest.ts';

/** What decides whether a bundle may be used with a dataset. */
export interface DatasetIdentity {
  readonly name: string;
  readonly hash: string;
  /** Absent where the dataset was stored before catalogues had hashes. */
  readonly catalogueHash?: string | undefined;
}

/**
 * A bundle serves the dataset it was trained on and any other with the same catalogue (items in the same order with the same content). Answers why it does
 * not fit, as one sentence; `undefined` when it fits. Item ids alone make no match: another world may use the same ids for other items.
 */
export function whyUnfit(
  bundle: string,
  manifest: Pick<BundleManifest, 'dataset' | 'catalogue'>,
  dataset: DatasetIdentity,
): string | undefined {
  if (manifest.dataset.hash === dataset.hash) return undefined;
  const catalogue = manifest.catalogue?.hash;
  if (catalogue !== undefined && catalogue === dataset.catalogueHash) return undefined;
  const { name, hash } = manifest.dataset;
  const other = catalogue === undefined ? '' : ', and their catalogues differ';
  return `The bundle "${bundle}" was trained on "${name}" (hash ${short(hash)}), not on "${dataset.name}" (hash ${short(dataset.hash)})${other}. Choose the dataset it was trained on, or train a bundle on this one.`;
}

function short(hash: string): string {
  return hash.slice(0, 12);
}
