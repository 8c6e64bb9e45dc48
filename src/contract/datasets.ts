import { z } from 'zod';
import { type ImportFormat, importFormats } from '../core/dataset/import-preview.ts';
import type { WorldStory } from '../core/world/card/stories.ts';
import type { WorldPreset } from '../core/world/recipe.ts';
import { call, datasetName, nothing, returns } from './procedure.ts';

export const datasetFormats = importFormats;
export type DatasetFormat = ImportFormat;

/** One kind of thing a user does; an event carries a set of them as bits (bit i = the i-th action of the dataset). */
export interface ActionKind {
  readonly name: string;
  /** Counts as a positive outcome: what leave-last-out targets and recall is measured on. */
  readonly positive: boolean;
  readonly events: number;
}

export interface LogSummary {
  readonly name: string;
  readonly kind: 'exploration' | 'slates';
  readonly rows: number;
  /** Reward columns of an exploration log, or outcome columns of slates. */
  readonly objectives: readonly string[];
  readonly actions: number;
  /** True when the propensities come from a known randomisation of every row. */
  readonly randomised: boolean;
}

export interface Dataset {
  readonly name: string;
  /** What it was read from; `world` for a simulated population. */
  readonly format: DatasetFormat | 'world';
  readonly createdAtMs: number;
  readonly users: number;
  readonly items: number;
  readonly sessions: number;
  readonly events: number;
  readonly requests: number;
  readonly hash: string;
  /** SHA-256 of the public fields of all items in order: what a bundle is made for. Absent where an earlier release wrote the dataset. */
  readonly catalogueHash?: string;
  readonly actions: readonly ActionKind[];
  readonly logs: readonly LogSummary[];
  /** Unix milliseconds of the first and last timed record. */
  readonly firstAtMs?: number;
  readonly lastAtMs?: number;
  /** Shipped with the console. */
  readonly demo: boolean;
  /** Of a simulated population; its card is told by `worlds.card`. */
  readonly world?: {
    readonly preset: WorldPreset;
    readonly seed: number;
    /** Requests pinned for demonstrations: a saver, a browser, a returning seasonal interest. */
    readonly stories: readonly WorldStory[];
    /** Requests of the exploration log whose candidates are all kept: see `requests.get`. */
    readonly expanded: number;
  };
}

export interface ItemCard {
  /** Dense number inside the dataset. */
  readonly index: number;
  /** The source's own id. */
  readonly id: string;
  readonly title: string;
  readonly topics: readonly string[];
  /** What the items file's `image` column holds; for a world's item the code of its picture. */
  readonly image?: string;
}

export const datasetsContract = {
  'datasets.list': call(nothing, returns<{ readonly datasets: readonly Dataset[] }>()),
  'datasets.get': call(z.strictObject({ dataset: datasetName }), returns<Dataset>()),
  'datasets.remove': call(z.strictObject({ dataset: datasetName }), returns<{ readonly removed: string }>()),
  'datasets.items': call(
    z.strictObject({ dataset: datasetName, items: z.array(z.int().min(0)).max(5000) }),
    returns<{ readonly items: readonly ItemCard[] }>(),
  ),
};
