import { z } from 'zod';
import { call, datasetName, returns } from './procedure.ts';

/** The long-term user embeddings that one bundle made for a dataset. Times are Unix milliseconds. */
export interface StoredUserEmbeddings {
  /** SHA-256 of the bundle's manifest: what a sweep takes as `userEmbedding`. */
  readonly bundle: string;
  /** Absent where the bundle is no longer in the workspace under any name. */
  readonly name?: string;
  readonly users: number;
  readonly embeddings: number;
  readonly dimensions: number;
  /** As of when the oldest and the newest were made: they know the events before. */
  readonly fromMs: number;
  readonly toMs: number;
}

export interface UserEmbeddingSummary {
  readonly stored: readonly StoredUserEmbeddings[];
  /** Names of the bundles that fit the dataset and can make them. */
  readonly makers: readonly string[];
}

/** What `embeddings.make` ends with. */
export interface MadeUserEmbeddings {
  /** Users of the log, those whose events are older than a night before one of their requests, and the embeddings that were made now. */
  readonly users: number;
  readonly known: number;
  readonly made: number;
}

export const userEmbeddingsContract = {
  'embeddings.list': call(z.strictObject({ dataset: datasetName }), returns<UserEmbeddingSummary>()),
  /** Starts a job that makes, for the users of an exploration log, the embeddings that a bundle would have had in the nights before their requests. */
  'embeddings.make': call(
    z.strictObject({ dataset: datasetName, log: z.string().max(200), bundle: z.string().min(1).max(80) }),
    returns<{ readonly job: number }>(),
  ),
};
