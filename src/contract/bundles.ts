import { z } from 'zod';
import type { RecordedFigures } from '../core/bundle/recorded-figures.ts';
import { call, datasetName, nothing, returns } from './procedure.ts';

export interface BundleSummary {
  readonly name: string;
  readonly path: string;
  readonly bytes: number;
  readonly heads: readonly string[];
  /** Item vector width, and history positions the model reads. */
  readonly dimensions: number;
  readonly historyLength: number;
  readonly items: number;
  readonly datasetHash: string;
  /** It also serves other datasets of this catalogue: a world of fewer or more users. */
  readonly catalogueHash?: string;
  /** The dataset here with that hash, if there is one. */
  readonly dataset?: string;
  readonly training: Readonly<Record<string, unknown>>;
  /** What was measured once, when the bundle was made: never as checked now. */
  readonly figures: readonly RecordedFigures[];
  readonly hash: string;
  readonly demo: boolean;
}

export const bundlesContract = {
  'bundles.list': call(nothing, returns<{ readonly bundles: readonly BundleSummary[] }>()),
  /** Checks an uploaded bundle folder (E15) and copies it into the workspace. */
  'bundles.add': call(z.strictObject({ grant: z.string().max(100), as: datasetName.optional() }), returns<BundleSummary>()),
  'bundles.remove': call(z.strictObject({ bundle: datasetName }), returns<{ readonly removed: string }>()),
};
