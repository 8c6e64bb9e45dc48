import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { createComputeClient } from '../../../src/main/compute/client.ts';
import { LearningClient } from '../../../src/main/engine/learning/client.ts';
import { Changes } from '../../../src/main/host/changes.ts';
import { Grants } from '../../../src/main/host/grants.ts';
import type { ImportContext } from '../../../src/main/host/import-job.ts';
import { Jobs } from '../../../src/main/host/jobs.ts';
import { createLog } from '../../../src/main/host/log.ts';
import { openStore } from '../../../src/main/store/open.ts';

export interface ServiceContext extends ImportContext {
  readonly folder: string;
  readonly learning: LearningClient;
}

/** The real parts of a host that these services use, in a folder of this test alone; all closed when it ends. */
export function serviceContext(): ServiceContext {
  const folder = mkdtempSync(join(tmpdir(), 'paretoscope-host-'));
  const dataDirectory = join(folder, 'data');
  const log = createLog('warn', () => undefined);
  const store = openStore(join(dataDirectory, 'workspace.sqlite'), { log });
  const changes = new Changes();
  const jobs = new Jobs(store, changes, log);
  const compute = createComputeClient({ workers: 1 });
  const learning = new LearningClient();
  onTestFinished(async () => {
    await jobs.close();
    await compute.close();
    await learning.close();
    await store.close();
    rmSync(folder, { recursive: true, force: true });
  });
  return {
    folder,
    dataDirectory,
    log,
    store,
    changes,
    jobs,
    compute,
    learning,
    grants: new Grants(),
    importRoots: [join(folder, 'root')],
    notify: (type) => changes.publish(type),
  };
}

/** Anything unless a call hands it over. */
export const noSignal = { signal: new AbortController().signal };
