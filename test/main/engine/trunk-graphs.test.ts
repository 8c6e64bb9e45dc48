import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TrunkShape } from '../../../src/core/bundle/trunk-shape.ts';
import { randomWeights } from '../../../src/main/engine/graph/trunk/random-weights.ts';
import { randomHistory, randomRequest } from '../../../src/main/engine/random-request.ts';
import { type HistoryTensors, type PastTensors, type RequestTensors, TrunkRunner } from '../../../src/main/engine/trunk-runner.ts';

const shape: TrunkShape = {
  dimensions: 24,
  width: 32,
  layers: 3,
  attentionHeads: 4,
  actions: 5,
  surfaces: 3,
  topics: 4,
  offsets: 2,
  recent: 48,
};
const [n, k] = [40, 128];
const history = randomHistory(shape, n, 1);
const request = randomRequest(shape, n, k, 1);
let runner: TrunkRunner;

beforeAll(async () => {
  runner = await TrunkRunner.open(shape, randomWeights(shape, 7));
});
afterAll(() => runner.release());

function farthest(left: Float32Array, right: Float32Array): number {
  expect(left).toHaveLength(right.length);
  return left.reduce((most, value, index) => Math.max(most, Math.abs(value - (right[index] ?? Number.NaN))), 0);
}

/** Candidate `index` of a request, alone. */
function alone(of: RequestTensors, index: number): RequestTensors {
  return { ...of, candidates: of.candidates.slice(index * shape.dimensions, (index + 1) * shape.dimensions) };
}

/** The first `length` events. */
function beginning(of: HistoryTensors, length: number): HistoryTensors {
  return {
    count: 1,
    length,
    items: of.items.slice(0, length * shape.dimensions),
    actions: of.actions.slice(0, length * shape.actions),
    masked: of.masked.slice(0, length),
    gaps: of.gaps.slice(0, length),
    surfaces: of.surfaces.slice(0, length),
  };
}

/** The events from `first` on. */
function end(of: HistoryTensors, first: number): HistoryTensors {
  return {
    count: 1,
    length: of.length - first,
    items: of.items.slice(first * shape.dimensions),
    actions: of.actions.slice(first * shape.actions),
    masked: of.masked.slice(first),
    gaps: of.gaps.slice(first),
    surfaces: of.surfaces.slice(first),
  };
}

/** One history after another. */
function joined(left: HistoryTensors, right: HistoryTensors): HistoryTensors {
  const floats = (name: 'items' | 'actions' | 'masked' | 'gaps') => Float32Array.from([...left[name], ...right[name]]);
  return {
    count: 1,
    length: left.length + right.length,
    items: floats('items'),
    actions: floats('actions'),
    masked: floats('masked'),
    gaps: floats('gaps'),
    surfaces: BigInt64Array.from([...left.surfaces, ...right.surfaces]),
  };
}

/** Events `first` up to `last` of a layer's keys or values [N, events, e]. */
function eventsOf(layer: Float32Array | undefined, events: number, first: number, last: number): Float32Array {
  const size = shape.width / shape.attentionHeads;
  const heads = Array.from({ length: shape.attentionHeads }, (_, head) =>
    layer?.slice((head * events + first) * size, (head * events + last) * size),
  );
  return Float32Array.from(heads.flatMap((head) => Array.from(head ?? [])));
}

function thrice(layer: Float32Array): Float32Array {
  return Float32Array.from([...layer, ...layer, ...layer]);
}

/** No beginning: a column of keys and values that nobody sees. */
function nothing(count: number): PastTensors {
  const column = Array.from({ length: shape.layers }, () => new Float32Array(count * shape.width).fill(9));
  return { before: new BigInt64Array(count), recent: new Float32Array(count * shape.recent), keys: column, values: column };
}

/** Histories of different lengths in one input, padded on the right with what must not matter. */
function padded(histories: readonly HistoryTensors[], length: number): HistoryTensors {
  const join = (read: (one: HistoryTensors) => Float32Array, width: number, filler: number) =>
    Float32Array.from(histories.flatMap((one) => [...read(one), ...Array.from({ length: (length - one.length) * width }, () => filler)]));
  return {
    count: histories.length,
    length,
    items: join((one) => one.items, shape.dimensions, 0.5),
    actions: join((one) => one.actions, shape.actions, 1),
    masked: join((one) => one.masked, 1, 0),
    gaps: join((one) => one.gaps, 1, 3),
    surfaces: BigInt64Array.from(histories.flatMap((one) => [...one.surfaces, ...Array.from({ length: length - one.length }, () => 0n)])),
  };
}

describe('the graphs of one trunk', () => {
  it('give the same logits from kept keys and values, in one pass, and candidate by candidate', async () => {
    const shared = await runner.score(await runner.encode(history), request);
    const column = Array.from({ length: k }, (_, candidate) => shared[candidate * shape.actions] ?? Number.NaN);
    expect(Math.max(...column) - Math.min(...column)).toBeGreaterThan(0.1);
    expect(farthest(shared, await runner.fullPrefill(history, request))).toBeLessThan(1e-4);
    for (const candidate of [0, 1, 64, 127]) {
      const naive = await runner.fullPrefill(history, alone(request, candidate));
      expect(farthest(shared.slice(candidate * shape.actions, (candidate + 1) * shape.actions), naive)).toBeLessThan(1e-4);
    }
  });

  it('score a candidate alone as among 127 others', async () => {
    const kept = await runner.encode(history);
    const together = await runner.score(kept, request);
    for (const candidate of [0, 63, 127]) {
      const one = await runner.score(kept, alone(request, candidate));
      expect(farthest(together.slice(candidate * shape.actions, (candidate + 1) * shape.actions), one)).toBeLessThan(1e-5);
    }
  });

  it('depend on the history, its order, what is hidden, the gap and the surface', async () => {
    const kept = await runner.encode(history);
    const logits = await runner.score(kept, request);
    const hidden = await runner.encode({ ...history, masked: history.masked.map(() => 1) });
    expect(farthest(logits, await runner.score(hidden, request))).toBeGreaterThan(1e-3);
    expect(farthest(logits, await runner.score(kept, { ...request, gap: Float32Array.of(-1) }))).toBeGreaterThan(1e-3);
    expect(farthest(logits, await runner.score(kept, { ...request, surface: BigInt64Array.of(0n) }))).toBeGreaterThan(1e-3);
    const swapped = history.items.slice();
    swapped.set(history.items.subarray(0, shape.dimensions), (n - 1) * shape.dimensions);
    swapped.set(history.items.subarray((n - 1) * shape.dimensions), 0);
    expect(farthest(logits, await runner.score(await runner.encode({ ...history, items: swapped }), request))).toBeGreaterThan(1e-3);
  });

  it('answer histories of different lengths in one batch as each alone', async () => {
    const lengths = [40, 7, 1, 23];
    const histories = lengths.map((length, index) => randomHistory(shape, length, 10 + index));
    const requests = lengths.map((length, index) => randomRequest(shape, length, 6, 20 + index));
    const requestsTogether: RequestTensors = {
      count: lengths.length,
      candidates: Float32Array.from(requests.flatMap(({ candidates }) => [...candidates])),
      length: BigInt64Array.from(lengths, BigInt),
      gap: Float32Array.from(requests.flatMap(({ gap }) => [...gap])),
      surface: BigInt64Array.from(requests.flatMap(({ surface }) => [...surface])),
    };
    const batch = padded(histories, n);
    const together = await runner.score(await runner.encode(batch), requestsTogether);
    const prefilled = await runner.fullPrefill(batch, requestsTogether);
    const size = 6 * shape.actions;
    for (const [index, one] of histories.entries()) {
      const single = await runner.score(await runner.encode(one), requests[index] ?? request);
      expect(farthest(together.slice(index * size, (index + 1) * size), single)).toBeLessThan(1e-5);
      expect(farthest(prefilled.slice(index * size, (index + 1) * size), single)).toBeLessThan(1e-4);
    }
  });

  it('make keys and values of a beginning the beginning of the keys and values', async () => {
    const whole = await runner.encode(history);
    const part = await runner.encode(beginning(history, 15));
    for (const name of ['keys', 'values'] as const)
      for (let layer = 0; layer < shape.layers; layer++)
        expect(farthest(eventsOf(whole[name][layer], n, 0, 15), part[name][layer] ?? new Float32Array())).toBeLessThan(1e-5);
    expect(farthest(whole.states.slice(0, 15 * shape.width), part.states)).toBeLessThan(1e-5);
    const early: RequestTensors = { ...request, length: BigInt64Array.of(15n) };
    expect(farthest(await runner.score(whole, early), await runner.score(part, early))).toBeLessThan(1e-5);
  });

  it('read on from a kept beginning as they read the whole', async () => {
    const sums = Float32Array.from({ length: shape.recent }, (_, column) => column / 9);
    const whole = await runner.encode(history, { ...nothing(1), recent: sums });
    for (const length of [1, 15, n - 1]) {
      const first = await runner.encode(beginning(history, length));
      const after = { before: BigInt64Array.of(BigInt(length)), recent: sums, keys: first.keys, values: first.values };
      const rest = await runner.encode(end(history, length), after);
      expect(farthest(rest.states, whole.states.slice(length * shape.width))).toBeLessThan(1e-5);
      expect(farthest(rest.recent, whole.recent.slice(length * shape.recent))).toBeLessThan(1e-5);
      for (const name of ['keys', 'values'] as const)
        for (let layer = 0; layer < shape.layers; layer++)
          expect(farthest(rest[name][layer] ?? new Float32Array(), eventsOf(whole[name][layer], n, length, n))).toBeLessThan(1e-5);
    }
    const spread = Math.max(...whole.states) - Math.min(...whole.states);
    expect(spread).toBeGreaterThan(0.1);
    // One event fewer in the beginning moves every later one: a beginning that does not count would pass the test above by chance.
    const first = await runner.encode(beginning(history, 15));
    const less = { before: BigInt64Array.of(14n), recent: sums, keys: first.keys, values: first.values };
    expect(farthest((await runner.encode(end(history, 15), less)).states, whole.states.slice(15 * shape.width))).toBeGreaterThan(1e-3);
  });

  it('read on from beginnings of different lengths in one batch, also from none', async () => {
    const first = await runner.encode(beginning(history, 15));
    const rest = randomHistory(shape, 9, 31);
    const lengths = [15, 0, 6];
    const together = await runner.encode(
      padded(
        lengths.map(() => rest),
        9,
      ),
      {
        before: BigInt64Array.from(lengths, BigInt),
        recent: new Float32Array(3 * shape.recent),
        keys: first.keys.map((layer) => thrice(layer)),
        values: first.values.map((layer) => thrice(layer)),
      },
    );
    for (const [index, length] of lengths.entries()) {
      const whole = joined(beginning(history, length), rest);
      const { states } = await runner.encode(whole);
      const own = together.states.slice(index * 9 * shape.width, (index + 1) * 9 * shape.width);
      expect(farthest(own, states.slice(length * shape.width))).toBeLessThan(1e-5);
    }
  });

  it('generate a query for every condition from the state alone, and user embeddings of unit norm', async () => {
    const encoded = await runner.encode(history);
    const outcomes = Float32Array.from([0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0.5, 0.5, 0, 0, 0]);
    const input = {
      count: 1,
      states: encoded.states.slice((n - 1) * shape.width),
      recent: encoded.recent.slice((n - 1) * shape.recent),
      outcomes,
      topics: BigInt64Array.of(0n, 0n, 0n, 2n),
      offsets: BigInt64Array.of(0n, 0n, 1n, 0n),
    };
    const queries = await runner.generate(input);
    const query = (index: number) => queries.slice(index * shape.dimensions, (index + 1) * shape.dimensions);
    for (const [left, right] of [
      [0, 1],
      [1, 2],
      [2, 3],
    ] as const)
      expect(farthest(query(left), query(right))).toBeGreaterThan(1e-3);
    const single = await runner.generate({
      ...input,
      outcomes: outcomes.slice(5, 10),
      topics: BigInt64Array.of(0n),
      offsets: BigInt64Array.of(0n),
    });
    expect(farthest(query(1), single)).toBeLessThan(1e-5);
    expect(Math.hypot(...encoded.user.slice(0, shape.dimensions))).toBeCloseTo(1, 5);
  });
});
