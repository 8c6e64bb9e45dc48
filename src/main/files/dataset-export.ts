import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { UserSequence } from '../../core/session/user-sequence.ts';
import { BufferedFile } from './buffered-file.ts';
import { type ExportedCandidates, writeCandidates } from './export-candidates.ts';

/** Raised when a reader of version 1 could no longer read what is written. */
export const datasetExportVersion = 1;

export interface ExportedItem {
  readonly index: number;
  readonly id: string;
  readonly title: string;
  readonly topics: readonly string[];
  readonly creator?: string;
  /** Titles of the boards it is on. */
  readonly boards?: readonly string[];
}

/** Slates that were logged apart from the sequences, in (user, time) order, and the items of all of them one after another. */
export interface ExportedSlates {
  readonly user: Int32Array;
  readonly atMs: Float64Array;
  readonly surface: Int16Array;
  /** Items of each slate. */
  readonly length: Int32Array;
  readonly item: Int32Array;
  readonly actions: Int32Array;
}

export interface DatasetExport {
  readonly name: string;
  readonly hash: string;
  /** The same for every dataset with these items; a bundle trained here serves them all. */
  readonly catalogueHash?: string;
  readonly actions: readonly { readonly name: string; readonly positive: boolean }[];
  readonly surfaces: readonly string[];
  /** Number of users of the dataset; dense user numbers stay below it. */
  readonly users: number;
  readonly items: Iterable<ExportedItem> | AsyncIterable<ExportedItem>;
  /** In user order, each user's sequence whole or in consecutive pieces. */
  readonly sequences: Iterable<UserSequence> | AsyncIterable<UserSequence>;
  /** Asked for when all sequences are written. */
  readonly slates?: () => Promise<ExportedSlates | undefined>;
  /** All candidates of the requests that keep them. */
  readonly candidates?: ExportedCandidates;
}

export interface DatasetExportCounts {
  readonly items: number;
  readonly events: number;
}

type Raw = Int32Array | Float64Array | Float32Array | Int16Array;

/** Columns of the events, each a file of raw little-endian numbers in (user, seq) order, without a header. */
const eventFiles = ['user.i32', 'item.i32', 'actions.i32', 'at_ms.f64', 'session.i32', 'value.f32', 'surface.i16'] as const;

/**
 * Writes a dataset as a folder that training reads: `manifest.json`, `items.jsonl` and one raw column file per event field. The folder appears whole,
 * by a rename, or not at all; the target must not exist.
 */
export async function writeDatasetExport(target: string, dataset: DatasetExport, signal?: AbortSignal): Promise<DatasetExportCounts> {
  const temporary = join(dirname(target), `.${crypto.randomUUID()}.part`);
  await mkdir(temporary, { mode: 0o700 });
  try {
    const items = await writeItems(join(temporary, 'items.jsonl'), dataset.items, signal);
    const events = await writeEvents(temporary, dataset.sequences, signal);
    const slates = await dataset.slates?.();
    if (slates !== undefined) await writeSlates(temporary, slates);
    const candidates = dataset.candidates === undefined ? {} : { candidates: await writeCandidates(temporary, dataset.candidates, signal) };
    const { name, hash, catalogueHash, actions, surfaces, users } = dataset;
    const shown = slates === undefined ? {} : { slates: slates.user.length, slateItems: slates.item.length };
    const manifest = {
      formatVersion: datasetExportVersion,
      dataset: name,
      hash,
      catalogueHash,
      actions,
      surfaces,
      users,
      items,
      events,
      ...shown,
      ...candidates,
    };
    await writeFile(join(temporary, 'manifest.json'), `${JSON.stringify(manifest, undefined, 2)}\n`, { mode: 0o600 });
    await rename(temporary, target);
    return { items, events };
  } catch (error) {
    await rm(temporary, { recursive: true, force: true });
    throw error;
  }
}

async function writeItems(path: string, items: DatasetExport['items'], signal: AbortSignal | undefined): Promise<number> {
  const file = await BufferedFile.create(path);
  let count = 0;
  try {
    for await (const { index, id, title, topics, creator, boards } of items) {
      signal?.throwIfAborted();
      await file.write(Buffer.from(`${JSON.stringify({ index, id, title, topics, creator, boards })}\n`));
      count += 1;
    }
  } finally {
    await file.close();
  }
  return count;
}

async function writeEvents(folder: string, sequences: DatasetExport['sequences'], signal: AbortSignal | undefined): Promise<number> {
  const files = new Map<string, BufferedFile>();
  let events = 0;
  try {
    for (const name of eventFiles) files.set(name, await BufferedFile.create(join(folder, `events.${name}`)));
    for await (const sequence of sequences) {
      signal?.throwIfAborted();
      for (const [name, data] of Object.entries(columnsOf(sequence))) await files.get(name)?.write(littleEndian(data));
      events += sequence.item.length;
    }
  } finally {
    for (const file of files.values()) await file.close();
  }
  return events;
}

async function writeSlates(folder: string, slates: ExportedSlates): Promise<void> {
  const columns: Record<string, Raw> = {
    'user.i32': slates.user,
    'at_ms.f64': slates.atMs,
    'surface.i16': slates.surface,
    'length.i32': slates.length,
    'item.i32': slates.item,
    'actions.i32': slates.actions,
  };
  for (const [name, data] of Object.entries(columns))
    await writeFile(join(folder, `slates.${name}`), littleEndian(data), { flag: 'wx', mode: 0o600 });
}

function columnsOf(sequence: UserSequence): Record<(typeof eventFiles)[number], Raw> {
  return {
    'user.i32': new Int32Array(sequence.item.length).fill(sequence.user),
    'item.i32': sequence.item,
    'actions.i32': sequence.actions,
    'at_ms.f64': sequence.atMs,
    'session.i32': sequence.session,
    'value.f32': sequence.value,
    'surface.i16': sequence.surface,
  };
}

/** A copy in little-endian byte order: the sequence's memory belongs to the caller. */
function littleEndian(data: Raw): Buffer {
  const bytes = Buffer.from(Uint8Array.from(new Uint8Array(data.buffer, data.byteOffset, data.byteLength)).buffer);
  if (new Uint8Array(new Uint16Array([1]).buffer)[0] === 1) return bytes;
  if (data.BYTES_PER_ELEMENT === 8) return bytes.swap64();
  return data.BYTES_PER_ELEMENT === 4 ? bytes.swap32() : bytes.swap16();
}
