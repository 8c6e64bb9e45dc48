import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Measured } from '../../../core/checks/check.ts';
import type { CheckedBundle } from '../bundles/registry.ts';
import type { HostContext } from '../context.ts';

interface Probe {
  readonly shape: readonly number[];
  readonly data: readonly number[];
}

/** What the trainer left beside the graphs: a few inputs with its own framework's outputs. Items are named by their vectors, rounded. */
const probeFile = 'probes.json';

/** Largest difference between the engine's states, queries and probabilities and the trainer's. */
export async function probeErrors(
  { engine }: HostContext,
  { spec, bundle }: CheckedBundle,
  vectors: Float32Array,
  signal: AbortSignal,
): Promise<Measured> {
  const probes = JSON.parse(await readFile(join(bundle.folder, probeFile), 'utf8')) as Readonly<Record<string, Probe>>;
  const probe = (name: string): Probe => {
    const found = probes[name];
    if (found === undefined) throw new Error(`${probeFile} has no "${name}".`);
    return found;
  };
  const { dimensions: d, stateDimensions: h, actions: width } = spec;
  const rowOf = (name: string, place: number) => findRow(vectors, probe(name).data.slice(place * d, (place + 1) * d));
  const [count = 0, length = 0] = probe('items').shape;
  const positions = Array.from({ length: count * length }, (_, position) => position);
  const rows = Int32Array.from(positions, (position) => rowOf('items', position));
  const real = positions.filter((position) => (rows[position] ?? -1) >= 0);
  const bits = Int32Array.from(positions, (position) => actionBits(probe('actions').data.slice(position * width, (position + 1) * width)));
  const encodeErrors = async (masked: Uint8Array) => {
    const { queries, states } = await engine.encode(
      {
        model: spec,
        count,
        length,
        rows: rows.slice(),
        actions: bits.slice(),
        masked,
        gaps: Float32Array.from(probe('gaps').data),
        wanted: Int32Array.from(real),
      },
      { signal },
    );
    return Math.max(farthest(queries, probe('queries').data, real, d), farthest(states, probe('states').data, real, h));
  };
  const encoded = await encodeErrors(Uint8Array.from(probe('masked').data));
  const hidden = await encodeErrors(Uint8Array.from(probe('masked').data, () => 1));
  const [requests = 0, candidates = 0] = probe('candidates').shape;
  let scored = 0;
  for (let request = 0; request < requests; request += 1) {
    const { probabilities } = await engine.score(
      {
        model: spec,
        state: Float32Array.from(probe('state').data.slice(request * h, (request + 1) * h)),
        rows: Int32Array.from({ length: candidates }, (_, index) => rowOf('candidates', request * candidates + index)),
      },
      { signal },
    );
    probabilities.forEach((probability, index) => {
      const logit = probe('logits').data[request * candidates * width + index] ?? Number.NaN;
      scored = Math.max(scored, Math.abs(probability - 1 / (1 + Math.exp(-logit))));
    });
  }
  return {
    value: Math.max(encoded, scored),
    control: hidden,
    detail: `${real.length} positions of ${count} histories, ${requests * candidates} scored candidates.`,
  };
}

/** The row whose vector this is, -1 for padding (all zeros). */
function findRow(vectors: Float32Array, values: readonly number[]): number {
  if (values.every((value) => value === 0)) return -1;
  for (let row = 0; row * values.length < vectors.length; row += 1)
    if (values.every((value, column) => Math.abs(value - (vectors[row * values.length + column] ?? 0)) < 1e-6)) return row;
  throw new Error(`${probeFile} names a vector that is not in the bundle.`);
}

function actionBits(flags: readonly number[]): number {
  return flags.reduce((bits, flag, bit) => (flag === 1 ? bits | (1 << bit) : bits), 0);
}

/** Largest difference over the real positions; `answered` holds them one after another. */
function farthest(answered: Float32Array, expected: readonly number[], real: readonly number[], size: number): number {
  let largest = 0;
  real.forEach((position, place) => {
    for (let column = 0; column < size; column += 1)
      largest = Math.max(
        largest,
        Math.abs((answered[place * size + column] ?? Number.NaN) - (expected[position * size + column] ?? Number.NaN)),
      );
  });
  return largest;
}
