import type { ChangeEvent } from '../../contract/system.ts';
import type { ComputeClient } from '../compute/client.ts';
import type { EngineClient } from '../engine/client.ts';
import type { LearningClient } from '../engine/learning/client.ts';
import type { Store } from '../store/types.ts';
import type { Changes } from './changes.ts';
import type { Grants } from './grants.ts';
import type { Jobs } from './jobs.ts';
import type { Log } from './log.ts';

/** What every service is given: the parts of the host, made once by `createHost`. */
export interface HostContext {
  readonly version: string;
  readonly shell: 'desktop' | 'served' | 'cli';
  readonly store: Store;
  readonly engine: EngineClient;
  readonly compute: ComputeClient;
  readonly learning: LearningClient;
  readonly jobs: Jobs;
  readonly changes: Changes;
  readonly grants: Grants;
  readonly log: Log;
  /** The workspace folder: database, bundles, uploads. */
  readonly dataDirectory: string;
  /** What ships with the console: demo dataset and bundle. */
  readonly resourcesDirectory: string;
  /** Folders on this machine that a client may name by path. */
  readonly importRoots: readonly string[];
  readonly notify: (type: ChangeEvent['type']) => void;
}
