import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { EngineClient } from '../../../src/main/engine/client.ts';
import type { ModelSpec } from '../../../src/main/engine/contract.ts';
import { readBundle } from '../../../src/main/files/bundle/read-bundle.ts';

interface Probe {
  readonly shape: readonly number[];
  readonly data: readonly number[];
}

const folder = join(import.meta.dirname, '../../../resources/bundles/demo');

/** The trainer leaves a few inputs with its own framework's outputs beside the graphs; the engine must give the same numbers. */
it('answers the probes of the shipped bundle as the trainer did', async () => {
  const outcome = await readBundle(folder);
  if (!outcome.ok) throw new Error(outcome.reason);
  const { manifest } = outcome.bundle;
  if (manifest.formatVersion !== 1) throw new Error('this test reads format 1');
  const probes = JSON.parse(readFileSync(join(folder, 'probes.json'), 'utf8')) as Readonly<Record<string, Probe>>;
  const probe = (name: string): Probe => probes[name] ?? { shape: [], data: [] };
  const { dimensions: d, actions: width, stateDimensions: h } = manifest;
  const vectors = new Float32Array(new Uint8Array(readFileSync(join(folder, manifest.vectors.file))).buffer);
  // Probes name items by their vectors, rounded; padding is all zeros.
  const rowOf = (offset: number, data: readonly number[]) => {
    const values = data.slice(offset, offset + d);
    if (values.every((value) => value === 0)) return -1;
    const row = Array.from({ length: manifest.vectors.rows }, (_, index) => index).find((index) =>
      values.every((value, column) => Math.abs(value - (vectors[index * d + column] ?? 0)) < 1e-6),
    );
    if (row === undefined) throw new Error('a probe names a vector that is not in the bundle');
    return row;
  };
  const file = (name: string) => ({ path: join(folder, name), sha256: manifest.files[name]?.sha256 ?? '' });
  const model: ModelSpec = {
    key: 'shipped',
    encodeHistory: file(manifest.graphs.encode_history),
    scoreCandidates: file(manifest.graphs.score_candidates),
    vectors: { ...file(manifest.vectors.file), rows: manifest.vectors.rows },
    dimensions: d,
    stateDimensions: h,
    historyLength: manifest.historyLength,
    actions: width,
  };
  const engine = new EngineClient({ device: 'cpu', threads: 1 });
  onTestFinished(() => engine.close());

  const [count = 0, length = 0] = probe('items').shape;
  const positions = Array.from({ length: count * length }, (_, position) => position);
  const rows = Int32Array.from(positions, (position) => rowOf(position * d, probe('items').data));
  const real = positions.filter((position) => (rows[position] ?? -1) >= 0);
  const encoded = await engine.encode({
    model,
    count,
    length,
    rows: rows.slice(),
    actions: Int32Array.from(positions, (position) =>
      Array.from({ length: width }).reduce<number>(
        (bits, _, bit) => bits | ((probe('actions').data[position * width + bit] === 1 ? 1 : 0) << bit),
        0,
      ),
    ),
    masked: Uint8Array.from(probe('masked').data),
    gaps: Float32Array.from(probe('gaps').data),
    wanted: Int32Array.from(real),
  });
  expect(real.length).toBeGreaterThan(0);
  real.forEach((position, index) => {
    for (let column = 0; column < d; column++)
      expect(encoded.queries[index * d + column]).toBeCloseTo(probe('queries').data[position * d + column] ?? Number.NaN, 3);
    for (let column = 0; column < h; column++)
      expect(encoded.states[index * h + column]).toBeCloseTo(probe('states').data[position * h + column] ?? Number.NaN, 3);
  });

  const [requests = 0, candidates = 0] = probe('candidates').shape;
  for (let request = 0; request < requests; request++) {
    const state = Float32Array.from(probe('state').data.slice(request * h, (request + 1) * h));
    const asked = Int32Array.from({ length: candidates }, (_, index) =>
      rowOf((request * candidates + index) * d, probe('candidates').data),
    );
    const { probabilities } = await engine.score({ model, state, rows: asked });
    probabilities.forEach((probability, index) => {
      const logit = probe('logits').data[request * candidates * width + index] ?? Number.NaN;
      expect(probability).toBeCloseTo(1 / (1 + Math.exp(-logit)), 4);
    });
  }
});
