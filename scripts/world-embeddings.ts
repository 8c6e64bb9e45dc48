import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DatedEmbeddings } from '../src/core/learn/join-user-embeddings.ts';
import { logStartMs } from '../src/core/world/time.ts';
import { surfaces } from '../src/core/world/sequence.ts';
import type { World } from '../src/core/world/world.ts';
import { Breath } from '../src/main/compute/import/breath.ts';
import { eventParts } from '../src/main/compute/world/sequence-parts.ts';
import { EngineClient } from '../src/main/engine/client.ts';
import { readBundle } from '../src/main/files/bundle/read-bundle.ts';
import { bundleSpec } from '../src/main/host/bundles/bundle-spec.ts';
import { packHistories } from '../src/main/host/ranking/encode-histories.ts';
import type { ModelHistory } from '../src/main/host/ranking/model-history.ts';

const folderOfBundle = 'resources/bundles/world-demo';
/** Histories that go through the model together. */
const together = 32;

/**
 * The long-term embeddings of users of a world with a sequence, as the console makes them in the night before the log begins: at the newest event, from as many
 * events as the bundle reads. Kept in a folder between runs where one is given.
 */
export async function worldEmbeddings(world: World, users: readonly number[], folder: string | undefined): Promise<DatedEmbeddings> {
  const outcome = await readBundle(folderOfBundle);
  if (!outcome.ok) throw new Error(`${outcome.file}: ${outcome.reason}`);
  const { bundle } = outcome;
  const spec = bundleSpec(bundle, bundle.manifest.graphs);
  const d = bundle.manifest.dimensions;
  // Somebody who never came before the log has no embedding.
  const dated = (vectors: Float32Array): DatedEmbeddings => {
    const known = [...users.keys()].filter((place) => !Number.isNaN(vectors[place * d]));
    return {
      dimensions: d,
      user: Int32Array.from(known, (place) => users[place] ?? -1),
      asOfMs: new Float64Array(known.length).fill(logStartMs),
      vectors: Float32Array.from(known.flatMap((place) => [...vectors.subarray(place * d, (place + 1) * d)])),
    };
  };
  const path = folder === undefined ? undefined : join(folder, `embeddings-${bundle.hash.slice(0, 12)}-${users.length}.f32`);
  if (path !== undefined && existsSync(path)) return dated(new Float32Array(Uint8Array.from(readFileSync(path)).buffer));
  const rowOf = new Map(bundle.itemIds.map((id, row) => [id, row]));
  const rowOfItem = Int32Array.from(world.catalogue.items, ({ index }) => rowOf.get(`pin-${index + 1}`) ?? -1);
  if (rowOfItem.includes(-1)) throw new Error('The bundle is of another catalogue.');
  const surfaceOf = Int32Array.from(surfaces, (surface) => Math.max(0, bundle.manifest.surfaces.indexOf(surface)));
  const engine = new EngineClient({ device: 'cpu', threads: 1 });
  const breath = new Breath(new AbortController().signal);
  const vectors = new Float32Array(users.length * d).fill(Number.NaN);
  for (let first = 0; first < users.length; first += together) {
    const parts = [];
    for (const [place, user] of users.slice(first, first + together).entries()) {
      const history = await newestEvents(world, user, spec.historyLength, rowOfItem, breath);
      const end = history.rows.length;
      if (end > 0) parts.push({ place: first + place, history, window: { start: 0, end, wanted: [end - 1] } });
    }
    if (parts.length === 0) continue;
    const { histories, wanted } = packHistories({ surfaceOf }, parts);
    const made = await engine.encodeHistory({ model: spec, ...histories, wanted, keep: false });
    parts.forEach(({ place }, part) => vectors.set(made.users.subarray(part * d, (part + 1) * d), place * d));
  }
  await engine.close();
  if (folder !== undefined && path !== undefined) {
    mkdirSync(folder, { recursive: true });
    writeFileSync(path, vectors);
  }
  return dated(vectors);
}

async function newestEvents(world: World, user: number, most: number, rowOfItem: Int32Array, breath: Breath): Promise<ModelHistory> {
  const columns = (await eventParts(world, user, 1, 0, breath)).parts.flatMap((part) => (part.type === 'events' ? [part.columns] : []));
  const newest = (pick: (columns_: (typeof columns)[number]) => ArrayLike<number>) =>
    columns.flatMap((one) => Array.from(pick(one))).slice(-most);
  const item = newest((one) => one.item);
  return {
    index: Int32Array.from(item.keys()),
    rows: Int32Array.from(item, (one) => rowOfItem[one] ?? -1),
    actions: Int32Array.from(newest((one) => one.actions)),
    masked: new Uint8Array(item.length),
    atMs: Float64Array.from(newest((one) => one.atMs)),
    surface: Int16Array.from(newest((one) => one.surface)),
  };
}
