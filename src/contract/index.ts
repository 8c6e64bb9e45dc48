import { bundlesContract } from './bundles.ts';
import { datasetsContract } from './datasets.ts';
import { explanationsContract } from './explanations.ts';
import { findingsContract } from './findings.ts';
import { importsContract } from './imports.ts';
import { inspectContract } from './inspect.ts';
import { jobsContract } from './jobs.ts';
import { policiesContract } from './policies.ts';
import { rankingContract } from './ranking.ts';
import { requestsContract } from './requests.ts';
import { servingContract } from './serving.ts';
import { sessionsContract } from './sessions.ts';
import { systemContract } from './system.ts';
import { tuningContract } from './tuning.ts';
import { userEmbeddingsContract } from './user-embeddings.ts';
import { verifyContract } from './verify.ts';
import { worldPreviewContract } from './world-preview.ts';
import { worldsContract } from './worlds.ts';

/** Everything a client may ask of the host: the one list. */
export const consoleContract = {
  ...systemContract,
  ...jobsContract,
  ...datasetsContract,
  ...importsContract,
  ...sessionsContract,
  ...requestsContract,
  ...bundlesContract,
  ...rankingContract,
  ...inspectContract,
  ...findingsContract,
  ...tuningContract,
  ...userEmbeddingsContract,
  ...explanationsContract,
  ...policiesContract,
  ...servingContract,
  ...verifyContract,
  ...worldsContract,
  ...worldPreviewContract,
};

export type ConsoleContract = typeof consoleContract;
