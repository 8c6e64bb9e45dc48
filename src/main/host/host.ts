import type { ConsoleContract } from '../../contract/index.ts';
import type { Handlers } from '../../rpc/procedure.ts';
import { createComputeClient } from '../compute/client.ts';
import { EngineClient } from '../engine/client.ts';
import { LearningClient } from '../engine/learning/client.ts';
import { type DeviceChoice, providerNames } from '../engine/contract.ts';
import { Changes } from './changes.ts';
import type { HostContext } from './context.ts';
import { bundleRegistry } from './bundles/registry.ts';
import { asDemoChoice, seedDemo } from './demo.ts';
import { Grants } from './grants.ts';
import { Jobs } from './jobs.ts';
import { createLog, type LogLevel } from './log.ts';
import { openWorkspace } from './open-workspace.ts';
import { RpcError } from '../../rpc/error.ts';
import { PauseMeter } from './pause-meter.ts';
import { bundleHandlers } from './services/bundles.ts';
import { datasetsHandlers } from './services/datasets.ts';
import { findingsHandlers } from './services/findings.ts';
import { importsHandlers } from './services/imports.ts';
import { inspectHandlers } from './services/inspect.ts';
import { jobsHandlers } from './services/jobs.ts';
import { policiesHandlers } from './services/policies.ts';
import { rankingHandlers } from './services/ranking.ts';
import { explanationsHandlers } from './services/explanations.ts';
import { requestsHandlers } from './services/requests.ts';
import { servingHandlers } from './services/serving.ts';
import { sessionsHandlers } from './services/sessions.ts';
import { systemHandlers } from './services/system.ts';
import { tuningHandlers } from './services/tuning.ts';
import { userEmbeddingsHandlers } from './services/user-embeddings.ts';
import { verifyHandlers } from './services/verify.ts';
import { worldPreviewHandlers } from './services/world-preview.ts';
import { worldsHandlers } from './services/worlds.ts';

export interface HostOptions {
  readonly shell: 'desktop' | 'served' | 'cli';
  readonly version: string;
  /** The workspace folder; made (0700) when absent. */
  readonly dataDirectory: string;
  /** What ships with the console. */
  readonly resourcesDirectory: string;
  /** `auto` or a provider's name. */
  readonly device: string;
  /** Folders on this machine that `imports.grantPath` may read. */
  readonly importRoots: readonly string[];
  readonly logLevel: LogLevel;
  /** What a new workspace starts with, in the shells a person looks at: `both` (default), `world`, `toy` or `none`. */
  readonly demo?: string;
}

export interface Host {
  readonly context: HostContext;
  readonly handlers: Handlers<ConsoleContract>;
  /** Stops jobs, drains the engine, checkpoints and closes the store. */
  close(): Promise<void>;
}

/** Makes every part of the host and joins them by hand: the one place that knows them all. */
export async function createHost(options: HostOptions): Promise<Host> {
  // Asked before anything is opened: a wrong name must not leave a locked workspace behind.
  const device = asDevice(options.device);
  const demo = asDemoChoice(options.demo ?? 'both');
  const log = createLog(options.logLevel);
  const store = openWorkspace(options.dataDirectory, log);
  const changes = new Changes();
  const engine = new EngineClient({ device, log, onChange: () => changes.publish('engine') });
  const compute = createComputeClient();
  const learning = new LearningClient();
  const pauses = new PauseMeter();
  const context: HostContext = {
    version: options.version,
    shell: options.shell,
    store,
    engine,
    compute,
    learning,
    jobs: new Jobs(store, changes, log),
    changes,
    grants: new Grants(),
    log,
    importRoots: options.importRoots,
    dataDirectory: options.dataDirectory,
    resourcesDirectory: options.resourcesDirectory,
    notify: (type) => changes.publish(type),
  };
  const handlers: Handlers<ConsoleContract> = {
    ...systemHandlers(context, pauses, async () => (await bundleRegistry(context).list()).length),
    ...jobsHandlers(context),
    ...datasetsHandlers(context),
    ...importsHandlers(context),
    ...sessionsHandlers(context),
    ...requestsHandlers(context),
    ...explanationsHandlers(context),
    ...bundleHandlers(context),
    ...rankingHandlers(context),
    ...inspectHandlers(context),
    ...findingsHandlers(context),
    ...tuningHandlers(context, async (bundle) => (await bundleRegistry(context).list()).find(({ hash }) => hash === bundle)?.name),
    ...userEmbeddingsHandlers(context),
    ...verifyHandlers(context),
    ...policiesHandlers(context),
    ...servingHandlers(context),
    ...worldsHandlers(context),
    ...worldPreviewHandlers(context),
  };
  // The shells a person looks at start with something to see; scripts get the workspace as it is.
  if (options.shell !== 'cli') {
    // The status bar then names the provider in use; a failure is kept in `engine.state` and shown there.
    engine.start().catch(() => undefined);
    seedDemo(context, demo, handlers['worlds.create']).catch((error: unknown) =>
      log.error('the demo could not be set up', { error: String(error) }),
    );
  }
  return {
    context,
    handlers,
    async close() {
      pauses.stop();
      await context.jobs.close();
      await compute.close();
      await learning.close();
      await engine.close();
      await store.close();
    },
  };
}

function asDevice(text: string): DeviceChoice {
  const choices: readonly DeviceChoice[] = ['auto', ...providerNames];
  const found = choices.find((choice) => choice === text);
  if (found === undefined)
    throw new RpcError({ code: 'usage', message: `--device is one of ${choices.join(', ')}; "${text}" is none of them.` });
  return found;
}
