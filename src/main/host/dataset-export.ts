import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import type { UserSequence } from '../../core/session/user-sequence.ts';
import { writeDatasetExport } from '../files/dataset-export.ts';
import type { StoredDataset, Store } from '../store/types.ts';
import type { HostContext } from './context.ts';
import { keptCandidates } from './kept-candidates.ts';
import { loggedSlates } from './logged-slates.ts';

export interface WrittenExport {
  readonly path: string;
  readonly events: number;
  readonly items: number;
  readonly bytes: number;
  /** Over `name sha256` lines of the files in name order. */
  readonly sha256: string;
}

/** Writes a dataset as the folder that training reads. */
export async function exportDataset(
  context: Pick<HostContext, 'store'>,
  name: string,
  out: string,
  signal?: AbortSignal,
): Promise<WrittenExport> {
  const { store } = context;
  const dataset = store.datasets.get(name);
  const withEvents = new Set<number>();
  const counts = await writeDatasetExport(
    out,
    {
      name: dataset.name,
      hash: dataset.hash,
      ...(dataset.catalogueHash === undefined ? {} : { catalogueHash: dataset.catalogueHash }),
      actions: dataset.actions.map(({ name: action, positive }) => ({ name: action, positive })),
      surfaces: dataset.surfaces,
      users: [...store.users.all(dataset)].length,
      items: store.items.all(dataset),
      sequences: unhurried(store, dataset, withEvents),
      slates: () => loggedSlates(store, dataset, withEvents),
      ...keptCandidates(store, dataset),
    },
    signal,
  );
  const files = readdirSync(out).toSorted();
  const lines = files.map(
    (file) =>
      `${file} ${createHash('sha256')
        .update(readFileSync(join(out, file)))
        .digest('hex')}\n`,
  );
  const bytes = files.reduce((sum, file) => sum + readFileSync(join(out, file)).byteLength, 0);
  return { path: out, ...counts, bytes, sha256: createHash('sha256').update(lines.join('')).digest('hex') };
}

/** The host's thread is let go between users' blocks. Adds everybody with events to `users`. */
async function* unhurried(store: Store, dataset: StoredDataset, users: Set<number>): AsyncGenerator<UserSequence> {
  let sinceMs = performance.now();
  for (const sequence of store.events.scan(dataset)) {
    if (sequence.item.length > 0) users.add(sequence.user);
    yield sequence;
    if (performance.now() - sinceMs < 10) continue;
    await setImmediate();
    sinceMs = performance.now();
  }
}
