import { createComputeClient } from '../../../../src/main/compute/client.ts';
import { Changes } from '../../../../src/main/host/changes.ts';
import { Grants } from '../../../../src/main/host/grants.ts';
import { Jobs } from '../../../../src/main/host/jobs.ts';
import { createLog } from '../../../../src/main/host/log.ts';
import { importsHandlers } from '../../../../src/main/host/services/imports.ts';
import { openStore } from '../../../../src/main/store/open.ts';
import type { DatasetWriter } from '../../../../src/main/store/types.ts';

// Runs one real import (worker, store, job) and tells of every phase as it begins, so that its parent can kill it there.
const [database = '', source = '', name = '', dataDirectory = ''] = process.argv.slice(2);
const say = (line: string) => process.stdout.write(`${line}\n`);
const log = createLog('warn');
const store = openStore(database, { log });
const changes = new Changes();
const jobs = new Jobs(store, changes, log);
const compute = createComputeClient({ workers: 1 });
const grants = new Grants();

/** Says the kind of part when it changes, and the commit. */
function told(writer: DatasetWriter): DatasetWriter {
  let last = '';
  return {
    write(part) {
      if (part.type !== last && part.type !== 'progress') say(part.type);
      if (part.type !== 'progress') last = part.type;
      return writer.write(part);
    },
    commit() {
      say('committing');
      return writer.commit();
    },
    abandon: () => writer.abandon(),
  };
}

const tellingStore = {
  ...store,
  datasets: { ...store.datasets, create: (...args: Parameters<typeof store.datasets.create>) => told(store.datasets.create(...args)) },
};
const handlers = importsHandlers({
  store: tellingStore,
  changes,
  jobs,
  compute,
  grants,
  log,
  dataDirectory,
  importRoots: [],
  notify: (type) => changes.publish(type),
});
say('ready');
const { id } = grants.add(source, { temporary: false });
const { job } = await handlers['imports.start']({ grant: id, as: name, onBadRow: 'stop' }, { signal: new AbortController().signal });
say('started');
const ended = await jobs.finished(job);
say(ended.state);
await compute.close();
await store.close();
if (ended.state !== 'done') throw new Error(JSON.stringify(ended.error));
