import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { encodeFlops, scoreFlops } from '../../../src/core/bundle/flops.ts';
import type { TrunkShape } from '../../../src/core/bundle/trunk-shape.ts';
import { EngineClient } from '../../../src/main/engine/client.ts';
import type { BundleSpec, EncodeHistoryInput, ScoreCandidatesOutput } from '../../../src/main/engine/contract.ts';
import { buildEncodeHistory } from '../../../src/main/engine/graph/trunk/encode-history.ts';
import { buildGenerate } from '../../../src/main/engine/graph/trunk/generate.ts';
import { randomWeights } from '../../../src/main/engine/graph/trunk/random-weights.ts';
import { buildScoreCandidates } from '../../../src/main/engine/graph/trunk/score-candidates.ts';
import type { RpcError } from '../../../src/rpc/error.ts';
import { packWeights, weightsFile } from './pack-weights.ts';
import { toyVectors, writeSpec, writeToyTrunk } from './toy-trunk.ts';

const folder = mkdtempSync(join(tmpdir(), 'bundle-serving-'));
/** Starting a worker is slow, so the tests share two. */
const client = new EngineClient({ device: 'cpu', threads: 1 });
const other = new EngineClient({ device: 'cpu', threads: 1 });

afterAll(async () => {
  await Promise.all([client.close(), other.close()]);
  rmSync(folder, { recursive: true });
});

const shape: TrunkShape = {
  dimensions: 12,
  width: 16,
  layers: 2,
  attentionHeads: 2,
  actions: 3,
  surfaces: 3,
  topics: 5,
  offsets: 2,
  recent: 12,
};

/** A trunk with random weights whose three graphs read one weight file. */
function writeTrunk(name: string, seed = 1): BundleSpec {
  const { file, index, placed } = packWeights(randomWeights(shape, seed));
  const files = {
    'encode.onnx': buildEncodeHistory(shape, placed),
    'generate.onnx': buildGenerate(shape, placed),
    'score.onnx': buildScoreCandidates(shape, placed),
    [weightsFile]: file,
    'weights.json': JSON.stringify(index),
  };
  return writeSpec(join(folder, name), files, toyVectors(40, shape.dimensions), shape, 48);
}

/** Histories padded to the longest; all positions are wanted. */
function histories(model: BundleSpec, sequences: readonly (readonly number[])[], keep = true): EncodeHistoryInput {
  const length = Math.max(...sequences.map((rows) => rows.length));
  const rows = new Int32Array(sequences.length * length).fill(-1);
  sequences.forEach((sequence, index) => rows.set(sequence, index * length));
  const real = Array.from(rows.keys()).filter((position) => (rows[position] ?? -1) >= 0);
  return {
    model,
    count: sequences.length,
    length,
    rows,
    actions: Int32Array.from(rows, (row) => Math.max(0, row) % 4),
    masked: Uint8Array.from(rows, (row) => (row % 5 === 4 ? 1 : 0)),
    gaps: Float32Array.from(rows, (_, position) => (position % length === 0 ? 0 : 1 + ((position % length) % 3))),
    surfaces: Int32Array.from(rows, (row) => Math.max(0, row) % model.shape.surfaces),
    wanted: Int32Array.from(real),
    keep,
  };
}

function sequence(length: number, salt: number): readonly number[] {
  return Array.from({ length }, (_, position) => (salt * 7 + position * 11) % 40);
}

function logits(answer: ScoreCandidatesOutput): Float32Array {
  if (!answer.held) throw new Error('the history was dropped');
  return answer.logits;
}

function farthest(left: Float32Array, right: Float32Array): number {
  expect(left).toHaveLength(right.length);
  return left.reduce((most, value, index) => Math.max(most, Math.abs(value - (right[index] ?? Number.NaN))), 0);
}

describe('serving a bundle', () => {
  it('encodes, generates and scores by hand-computable rules, with weights from the shared file', async () => {
    const model = writeToyTrunk(join(folder, 'toy'), { topics: 3, offsets: 2 });
    const encoded = await client.encodeHistory({ ...histories(model, [[3, 1]]), actions: Int32Array.of(3, 0), masked: new Uint8Array(2) });
    const vectors = toyVectors(20, 4);
    const state = Array.from({ length: 4 }, (_, column) => 3 * (vectors[12 + column] ?? 0) + (vectors[4 + column] ?? 0));
    encoded.states.slice(4).forEach((value, column) => expect(value).toBeCloseTo(state[column] ?? Number.NaN, 5));
    const { queries } = await client.generate({
      model,
      count: 1,
      vectors: 3,
      states: encoded.states.slice(4),
      recent: encoded.recent.slice(4),
      outcomes: Float32Array.of(0, 0, 0, 1, 0, 0),
      topics: Int32Array.of(0, 0, 2),
      offsets: Int32Array.of(0, 1, 0),
    });
    state.forEach((value, column) => {
      expect(queries[column]).toBeCloseTo(value, 5);
      expect(queries[4 + column]).toBeCloseTo(2 * value + (column === 1 ? 1 : 0), 5);
      expect(queries[8 + column]).toBeCloseTo(value + (column === 3 ? 2 : 0), 5);
    });
    const answer = await client.scoreCandidates({
      model,
      handle: encoded.handles[0] ?? '',
      length: 2,
      rows: Int32Array.of(5, 9),
      gap: 1,
      surface: 0,
    });
    const dot = (row: number) => state.reduce((sum, value, column) => sum + value * (vectors[row * 4 + column] ?? 0), 0);
    for (const [place, row] of [5, 9].entries()) {
      expect(logits(answer)[place * 2]).toBeCloseTo(dot(row), 5);
      expect(logits(answer)[place * 2 + 1]).toBeCloseTo(dot(row) + 1, 5);
    }
  });

  it('scores from kept keys and values what one pass over history and candidates gives', async () => {
    const model = writeTrunk('parity');
    const input = histories(model, [sequence(30, 1)]);
    const { handles } = await client.encodeHistory(histories(model, [sequence(30, 1)]));
    const rows = Int32Array.from({ length: 20 }, (_, index) => index * 2);
    const shared = logits(
      await client.scoreCandidates({ model, handle: handles[0] ?? '', length: 30, rows: rows.slice(), gap: 2, surface: 1 }),
    );
    const alone = await client.fullPrefill({ ...input, candidates: rows, gap: 2, surface: 1 });
    expect(farthest(shared, alone.logits)).toBeLessThan(1e-5);
    const column = Array.from({ length: 20 }, (_, candidate) => shared[candidate * 3] ?? Number.NaN);
    expect(Math.max(...column) - Math.min(...column)).toBeGreaterThan(0.1);
  });

  it('gives a request the same answer alone and among others of other lengths', async () => {
    const model = writeTrunk('batching');
    const sequences = Array.from({ length: 24 }, (_, index) => sequence(1 + ((index * 5) % 40), index));
    const rows = (index: number) => Int32Array.from({ length: 3 + (index % 3) }, (_, place) => (index + place) % 40);
    const ask = async (one: EngineClient, index: number) => {
      const own = sequences[index] ?? [];
      const { handles, states } = await one.encodeHistory(histories(model, [own]));
      const answer = await one.scoreCandidates({
        model,
        handle: handles[0] ?? '',
        length: own.length,
        rows: rows(index),
        gap: -1,
        surface: 2,
      });
      return { states, logits: logits(answer) };
    };
    const together = await Promise.all(sequences.map((_, index) => ask(client, index)));
    for (const [index, answer] of together.entries()) {
      const alone = await ask(other, index);
      expect(farthest(answer.states, alone.states)).toBeLessThan(1e-5);
      expect(farthest(answer.logits, alone.logits)).toBeLessThan(1e-5);
    }
  });

  it('answers a repeated history and a beginning of it from what is kept', async () => {
    const model = writeTrunk('kept');
    const before = await client.kept();
    const whole = await client.encodeHistory(histories(model, [sequence(20, 3)]));
    expect(whole).toMatchObject({ hits: 0, cost: { flops: encodeFlops(shape, 20) } });
    const again = await client.encodeHistory(histories(model, [sequence(20, 3), sequence(8, 3), sequence(9, 4)]));
    expect(again.hits).toBe(2);
    expect(again.handles.slice(0, 2)).toEqual([whole.handles[0], whole.handles[0]]);
    expect(again.cost.flops).toBe(encodeFlops(shape, 9));
    const rows = Int32Array.of(1, 2, 3);
    const early = await client.scoreCandidates({
      model,
      handle: again.handles[1] ?? '',
      length: 8,
      rows: rows.slice(),
      gap: 1,
      surface: 0,
    });
    const short = await other.encodeHistory(histories(model, [sequence(8, 3)]));
    const expected = await other.scoreCandidates({ model, handle: short.handles[0] ?? '', length: 8, rows, gap: 1, surface: 0 });
    expect(farthest(logits(early), logits(expected))).toBeLessThan(1e-5);
    expect(farthest(again.states.slice(20 * 16, 28 * 16), short.states)).toBeLessThan(1e-5);
    expect(expected).toMatchObject({ cost: { flops: scoreFlops(shape, 8, 3) } });
    const after = await client.kept();
    expect(after).toMatchObject({ histories: before.histories + 2, hits: before.hits + 2, misses: before.misses + 2 });
  });

  it.each([
    ['an event left out', (rows: readonly number[]) => rows.toSpliced(30, 1), 9],
    ['an event inserted', (rows: readonly number[]) => rows.toSpliced(30, 0, 39), 11],
    ['an event hidden', (rows: readonly number[]) => rows.with(30, 4), 10],
    ['events added', (rows: readonly number[]) => [...rows, 1, 2], 2],
    ['the newest left out', (rows: readonly number[]) => rows.slice(0, -1), 0],
    ['another beginning', (rows: readonly number[]) => rows.with(2, 39), 40],
  ])('reads a history with %s on from what is kept, as it would be read whole', async (what, change, read) => {
    const model = writeTrunk(`continued ${what}`);
    await client.encodeHistory(histories(model, [sequence(40, 3)]));
    const edited = histories(model, [change(sequence(40, 3))]);
    // The time before the event after a missing one is the time between its neighbours.
    if (read >= 9) edited.gaps[30] = 5;
    const continued = await client.encodeHistory(structuredClone(edited));
    const whole = await client.encodeHistory({ ...structuredClone(edited), fresh: true });
    expect(continued).toMatchObject({ read, hits: read === 0 ? 1 : 0, cost: { flops: encodeFlops(shape, read, edited.length - read) } });
    expect(whole).toMatchObject({ read: edited.length, hits: 0 });
    for (const name of ['states', 'recent', 'users'] as const) expect(farthest(continued[name], whole[name])).toBeLessThan(1e-5);
    const score = async (handle = '') => {
      const request = { model, handle, length: edited.length, rows: Int32Array.from({ length: 20 }, (_, row) => row), gap: 1, surface: 0 };
      return logits(await client.scoreCandidates(request));
    };
    const [fromPieces, fromWhole] = [await score(continued.handles[0]), await score(whole.handles[0])];
    expect(farthest(fromPieces, fromWhole)).toBeLessThan(1e-5);
    expect(Math.max(...fromWhole) - Math.min(...fromWhole)).toBeGreaterThan(0.1);
  });

  it('reads many variations of one history on together, each after its own beginning', async () => {
    const model = writeTrunk('variations');
    const base = sequence(44, 5);
    await client.encodeHistory(histories(model, [base]));
    const variations = Array.from({ length: 20 }, (_, place) => base.toSpliced(base.length - 1 - place, 1));
    const together = await client.encodeHistory(histories(model, variations));
    expect(together).toMatchObject({ hits: 1, read: (19 * 20) / 2 });
    const whole = await other.encodeHistory({ ...histories(model, variations), fresh: true });
    expect(farthest(together.states, whole.states)).toBeLessThan(1e-5);
  });

  it('keeps nothing where nothing will be scored, and says when a history is not held', async () => {
    const model = writeTrunk('unkept');
    const before = await client.kept();
    const { handles } = await client.encodeHistory(histories(model, [sequence(5, 1)], false));
    expect(handles).toEqual([]);
    expect(await client.kept()).toMatchObject({ histories: before.histories, bytes: before.bytes });
    const gone = await client.scoreCandidates({ model, handle: 'none', length: 1, rows: Int32Array.of(1), gap: 0, surface: 0 });
    expect(gone).toEqual({ held: false });
    const kept = await client.encodeHistory(histories(model, [sequence(5, 1)]));
    const request = { handle: kept.handles[0] ?? '', length: 5, gap: 0, surface: 0 };
    const another = writeTrunk('another', 2);
    expect(await client.scoreCandidates({ model: another, ...request, rows: Int32Array.of(1) })).toEqual({ held: false });
    await client.closeBundle(model.key);
    expect(await client.scoreCandidates({ model, ...request, rows: Int32Array.of(1) })).toEqual({ held: false });
  });

  it('scores more candidates than one run may carry, in their order', async () => {
    const model = writeToyTrunk(join(folder, 'many'), { rows: 3000, dimensions: 2 });
    const { handles, states } = await client.encodeHistory(histories(model, [[7]]));
    const rows = Int32Array.from({ length: 3000 }, (_, row) => row);
    const answer = logits(await client.scoreCandidates({ model, handle: handles[0] ?? '', length: 1, rows, gap: 0, surface: 0 }));
    const vectors = toyVectors(3000, 2);
    for (const row of [0, 1023, 1024, 2047, 2048, 2999])
      expect(answer[row * 2]).toBeCloseTo((states[0] ?? 0) * (vectors[row * 2] ?? 0) + (states[1] ?? 0) * (vectors[row * 2 + 1] ?? 0), 4);
  });

  it('refuses a weight file that changed', async () => {
    const model = writeTrunk('refused');
    writeFileSync(model.weights.file.path, 'other weights');
    await expect(client.openBundle(model)).rejects.toMatchObject({ code: 'bad-bundle', file: 'weights.bin' });
  });

  it('drains while runs are under way', async () => {
    const model = writeToyTrunk(join(folder, 'drain'), { slow: 10, historyLength: 512 });
    const draining = new EngineClient({ device: 'cpu', threads: 1 });
    await draining.openBundle(model);
    const running = Array.from({ length: 60 }, (_, index) =>
      draining.encodeHistory(histories(model, [sequence(500, index).map((row) => row % 20)])).then(
        () => 'answered',
        (error: RpcError) => error.code,
      ),
    );
    await new Promise((resolve) => setTimeout(resolve, 20));
    await draining.close();
    const outcomes = await Promise.all(running);
    expect(outcomes.every((outcome) => outcome === 'answered' || outcome === 'unavailable')).toBe(true);
    expect(outcomes).toContain('unavailable');
  });
});
