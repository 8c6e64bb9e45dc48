import { join } from 'node:path';
import type { BundleGraphs } from '../../../core/bundle/manifest.ts';
import type { BundleSpec } from '../../engine/contract.ts';
import { trunkShape } from '../../files/bundle/check-weights.ts';
import type { Bundle } from '../../files/bundle/read-bundle.ts';

/** Every name under which the engine may hold a bundle: one for each precision. */
export function bundleKeys(hash: string, folder: string): Readonly<Record<'fp32' | 'int8', string>> {
  return { fp32: `${hash} ${folder}`, int8: `${hash} ${folder} int8` };
}

/** What the engine is given of a checked bundle: its reference graphs or its int8 ones. */
export function bundleSpec({ manifest, folder, hash }: Bundle, graphs: BundleGraphs): BundleSpec {
  const file = (name: string) => ({ path: join(folder, name), sha256: manifest.files[name]?.sha256 ?? '' });
  const keys = bundleKeys(hash, folder);
  return {
    key: graphs === manifest.precision?.int8 ? keys.int8 : keys.fp32,
    graphs: {
      encodeHistory: file(graphs.encode_history),
      generate: file(graphs.generate),
      scoreCandidates: file(graphs.score_candidates),
    },
    weights: { file: file(manifest.weights.file), index: file(manifest.weights.index) },
    vectors: { ...file(manifest.vectors.file), rows: manifest.vectors.rows },
    shape: trunkShape(manifest),
    historyLength: manifest.historyLength,
  };
}
