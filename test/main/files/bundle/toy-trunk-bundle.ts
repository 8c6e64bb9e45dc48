import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { toyFiles, type ToyTrunkOptions, toyVectors } from '../../engine/toy-trunk.ts';

export interface ToyTrunkBundleOptions extends Omit<ToyTrunkOptions, 'actions' | 'surfaces' | 'topics' | 'offsets'> {
  readonly name?: string;
  readonly datasetName?: string;
  readonly datasetHash?: string;
  readonly catalogueHash?: string;
  readonly heads?: readonly string[];
  /** Names after the first, which means "unknown", "none" and "next". */
  readonly surfaces?: readonly string[];
  readonly topics?: readonly string[];
  readonly offsets?: readonly string[];
  readonly itemIds?: readonly string[];
  readonly seenExcluded?: boolean;
  readonly training?: Readonly<Record<string, unknown>>;
  /** Contents that replace or join the files of the toy model. */
  readonly files?: Readonly<Record<string, Uint8Array | string>>;
  /** Last change to the manifest before it is written. */
  readonly change?: (manifest: Record<string, unknown>) => void;
}

/** Writes a bundle folder around the toy trunk; every declared hash and size is right unless `change` says otherwise. */
export function writeToyTrunkBundle(folder: string, options: ToyTrunkBundleOptions = {}): void {
  mkdirSync(folder, { recursive: true });
  const rows = options.rows ?? 20;
  const dimensions = options.dimensions ?? 4;
  const heads = options.heads ?? ['view', 'like'];
  const surfaces = ['', ...(options.surfaces ?? [])];
  const topics = ['', ...(options.topics ?? [])];
  const offsets = ['next', ...(options.offsets ?? [])];
  const vectors = options.vectors ?? toyVectors(rows, dimensions);
  const sizes = { actions: heads.length, surfaces: surfaces.length, topics: topics.length, offsets: offsets.length };
  const contents: Record<string, Uint8Array | string> = {
    ...toyFiles({ rows, dimensions, slow: options.slow ?? 0, ...sizes }),
    'items.f32': new Uint8Array(vectors.buffer),
    'item-ids.json': JSON.stringify(options.itemIds ?? Array.from({ length: rows }, (_, row) => `item ${row}`)),
    ...options.files,
  };
  const files: Record<string, unknown> = {};
  for (const [name, content] of Object.entries(contents)) {
    const bytes = typeof content === 'string' ? Buffer.from(content) : content;
    writeFileSync(join(folder, name), bytes);
    files[name] = { sha256: createHash('sha256').update(bytes).digest('hex'), bytes: bytes.byteLength };
  }
  const manifest: Record<string, unknown> = {
    formatVersion: 3,
    name: options.name ?? 'toy',
    dataset: { name: options.datasetName ?? 'toy data', hash: options.datasetHash ?? 'toy hash' },
    ...(options.catalogueHash === undefined ? {} : { catalogue: { hash: options.catalogueHash } }),
    heads,
    dimensions,
    width: dimensions,
    layers: 1,
    attentionHeads: 1,
    recentWidth: dimensions,
    historyLength: options.historyLength ?? 16,
    actions: heads.length,
    surfaces,
    topics,
    offsets,
    files,
    graphs: { encode_history: 'encode.onnx', generate: 'generate.onnx', score_candidates: 'score.onnx' },
    weights: { file: 'weights.bin', index: 'weights.json' },
    vectors: { file: 'items.f32', rows, columns: dimensions },
    itemIds: 'item-ids.json',
    seenExcluded: options.seenExcluded ?? true,
    training: {
      date: '2026-01-01T00:00:00Z',
      seed: 1,
      seconds: 0,
      split: { kind: 'leave-last-out' },
      metrics: {},
      command: 'made by a test',
      ...options.training,
    },
  };
  options.change?.(manifest);
  writeFileSync(join(folder, 'manifest.json'), JSON.stringify(manifest));
}
