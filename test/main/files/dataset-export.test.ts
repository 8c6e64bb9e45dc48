import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { RequestCandidates } from '../../../src/core/dataset/request-candidates.ts';
import type { UserSequence } from '../../../src/core/session/user-sequence.ts';
import { writeDatasetExport } from '../../../src/main/files/dataset-export.ts';
import { temporaryFolder } from './temporary-folder.ts';

const folder = temporaryFolder();

function sequence(user: number, items: readonly number[]): UserSequence {
  const length = items.length;
  return {
    user,
    firstSeq: 0,
    item: Int32Array.from(items),
    actions: new Int32Array(length).fill(3),
    atMs: Float64Array.from(items, (item, index) => (index === 0 ? Number.NaN : 1.7e12 + item)),
    session: new Int32Array(length).fill(user),
    surface: new Int16Array(length).fill(-1),
    dwellMs: new Float32Array(length),
    value: new Float32Array(length).fill(0.5),
    text: items.map(() => undefined),
  };
}

const dataset = {
  name: 'small',
  hash: 'abc',
  actions: [{ name: 'click', positive: true }],
  surfaces: ['home'],
  users: 3,
  items: [{ index: 0, id: '7', title: 'Überraschung', topics: ['a'] }],
};

it('writes little-endian columns, items and a manifest', async () => {
  const target = join(folder, 'export');
  const counts = await writeDatasetExport(target, { ...dataset, sequences: [sequence(0, [1, 2]), sequence(2, [-3])] });
  expect(counts).toEqual({ items: 1, events: 3 });
  const manifest = JSON.parse(readFileSync(join(target, 'manifest.json'), 'utf8'));
  expect(manifest).toMatchObject({ formatVersion: 1, dataset: 'small', hash: 'abc', users: 3, items: 1, events: 3, surfaces: ['home'] });
  const view = (name: string) => {
    const bytes = readFileSync(join(target, name));
    return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  };
  const [user, item, at, surface] = [
    view('events.user.i32'),
    view('events.item.i32'),
    view('events.at_ms.f64'),
    view('events.surface.i16'),
  ];
  expect([0, 4, 8].map((offset) => user.getInt32(offset, true))).toEqual([0, 0, 2]);
  expect([0, 4, 8].map((offset) => item.getInt32(offset, true))).toEqual([1, 2, -3]);
  expect([0, 8, 16].map((offset) => at.getFloat64(offset, true))).toEqual([Number.NaN, 1.7e12 + 2, Number.NaN]);
  expect(surface.getInt16(4, true)).toBe(-1);
  expect(surface.byteLength).toBe(6);
  expect(readFileSync(join(target, 'items.jsonl'), 'utf8')).toBe('{"index":0,"id":"7","title":"Überraschung","topics":["a"]}\n');
});

it('writes the candidates of the requests that keep them', async () => {
  const target = join(folder, 'candidates');
  async function* requests() {
    yield { request: 4, candidates: candidatesOf([7, 8]) };
    yield { request: 9, candidates: candidatesOf([7]) };
  }
  const candidates = { log: 'exploration', heads: ['save', 'click'], sources: ['near', 'far'], requests: requests() };
  await writeDatasetExport(target, { ...dataset, sequences: [], candidates });
  const manifest = JSON.parse(readFileSync(join(target, 'manifest.json'), 'utf8')) as Record<string, unknown>;
  expect(manifest['candidates']).toEqual({ log: 'exploration', heads: ['save', 'click'], sources: ['near', 'far'], requests: 2, rows: 3 });
  const view = (name: string) => {
    const bytes = readFileSync(join(target, `candidates.${name}`));
    return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  };
  const ints = (name: string) => Array.from({ length: view(name).byteLength / 4 }, (_, place) => view(name).getInt32(4 * place, true));
  expect([ints('request.i32'), ints('length.i32'), ints('item.i32')]).toEqual([
    [4, 9],
    [2, 1],
    [7, 8, 7],
  ]);
  expect(view('heads.f32').getFloat32(20, true)).toBe(0.5);
  expect(view('bonus.f32').getFloat32(8, true)).toBe(0.25);
  expect(view('source.u8').getUint8(2)).toBe(1);
});

function candidatesOf(items: readonly number[]): RequestCandidates {
  return {
    items: Int32Array.from(items),
    heads: new Float32Array(2 * items.length).fill(0.5),
    bonus: new Float32Array(items.length).fill(0.25),
    sources: new Uint8Array(items.length).fill(1),
  };
}

it('writes logged slates beside the sequences and the hash of the catalogue', async () => {
  const target = join(folder, 'slates');
  const slates = {
    user: Int32Array.of(2, 2),
    atMs: Float64Array.of(1.7e12, 1.8e12),
    surface: Int16Array.of(0, -1),
    length: Int32Array.of(2, 1),
    item: Int32Array.of(5, 6, 7),
    actions: Int32Array.of(1, 0, 3),
  };
  await writeDatasetExport(target, {
    ...dataset,
    catalogueHash: 'def',
    sequences: [sequence(2, [1])],
    slates: () => Promise.resolve(slates),
  });
  const manifest = JSON.parse(readFileSync(join(target, 'manifest.json'), 'utf8'));
  expect(manifest).toMatchObject({ catalogueHash: 'def', slates: 2, slateItems: 3 });
  expect([...new Int32Array(Uint8Array.from(readFileSync(join(target, 'slates.item.i32'))).buffer)]).toEqual([5, 6, 7]);
  expect([...new Float64Array(Uint8Array.from(readFileSync(join(target, 'slates.at_ms.f64'))).buffer)]).toEqual([1.7e12, 1.8e12]);
});

it('leaves nothing behind when it fails or is cancelled', async () => {
  const place = join(folder, 'empty');
  mkdirSync(place);
  function* failing(): Generator<UserSequence> {
    yield sequence(0, [1]);
    throw new Error('the source went away');
  }
  await expect(writeDatasetExport(join(place, 'a'), { ...dataset, sequences: failing() })).rejects.toThrow('went away');
  await expect(writeDatasetExport(join(place, 'b'), { ...dataset, sequences: [sequence(0, [1])] }, AbortSignal.abort())).rejects.toThrow();
  expect(readdirSync(place)).toEqual([]);
  expect(existsSync(join(place, 'a'))).toBe(false);
});
