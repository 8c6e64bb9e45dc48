import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { EngineClient } from '../../../src/main/engine/client.ts';
import type { ProbeInput } from '../../../src/main/engine/contract.ts';
import { readBundle } from '../../../src/main/files/bundle/read-bundle.ts';
import { bundleSpec } from '../../../src/main/host/bundles/bundle-spec.ts';

interface StoredTensor {
  readonly type: 'float32' | 'int64';
  readonly shape: readonly number[];
  readonly data: string;
}

const folder = join(import.meta.dirname, '../../../resources/bundles/demo');

function numbers({ type, data }: StoredTensor): Float32Array | BigInt64Array {
  const memory = new Uint8Array(Buffer.from(data, 'base64')).buffer;
  return type === 'int64' ? new BigInt64Array(memory) : new Float32Array(memory);
}

/** The trainer leaves a few inputs with its own framework's outputs beside the graphs; the engine must give the same numbers. */
it('answers the probes of the shipped bundle as the trainer did, and its trunk can be rebuilt from its weights', async () => {
  const outcome = await readBundle(folder);
  if (!outcome.ok) throw new Error(outcome.reason);
  const { manifest } = outcome.bundle;
  const model = bundleSpec(outcome.bundle, manifest.graphs);
  const engine = new EngineClient({ device: 'cpu', threads: 1 });
  onTestFinished(() => engine.close());
  const stored = JSON.parse(readFileSync(join(folder, manifest.probes?.file ?? ''), 'utf8')) as Readonly<
    Record<string, { readonly inputs: Readonly<Record<string, StoredTensor>>; readonly outputs: Readonly<Record<string, StoredTensor>> }>
  >;
  const graphs: readonly (readonly [ProbeInput['graph'], string])[] = [
    ['encodeHistory', 'encode_history'],
    ['generate', 'generate'],
    ['scoreCandidates', 'score_candidates'],
  ];
  for (const [graph, name] of graphs) {
    const { inputs = {}, outputs: expected = {} } = stored[name] ?? {};
    const given = Object.entries(inputs).map(([input, tensor]) => [input, { shape: tensor.shape, data: numbers(tensor) }]);
    const outputs = await engine.probe({ model, graph, inputs: Object.fromEntries(given) as ProbeInput['inputs'] });
    expect(Object.keys(expected).length).toBeGreaterThan(0);
    for (const [output, tensor] of Object.entries(expected)) {
      const wanted = numbers(tensor);
      expect(outputs[output]).toHaveLength(wanted.length);
      wanted.forEach((value, index) => expect(Math.abs((outputs[output]?.[index] ?? Number.NaN) - Number(value))).toBeLessThan(1e-4));
    }
  }

  // The console's own trunk over the same weights: the baseline it compares with is the same model.
  const length = Math.min(20, manifest.historyLength);
  const histories = {
    count: 1,
    length,
    rows: Int32Array.from({ length }, (_, event) => (event * 37) % manifest.vectors.rows),
    actions: Int32Array.from({ length }, (_, event) => 1 << (event % manifest.actions)),
    masked: Uint8Array.from({ length }, (_, event) => Number(event % 6 === 5)),
    gaps: Float32Array.from({ length }, (_, event) => (event === 0 ? 0 : event % 9)),
    surfaces: Int32Array.from({ length }, (_, event) => event % manifest.surfaces.length),
  };
  const candidates = Int32Array.from({ length: 30 }, (_, index) => index * 3);
  const alone = await engine.fullPrefill({ model, ...structuredClone(histories), candidates: candidates.slice(), gap: 4, surface: 1 });
  const { handles } = await engine.encodeHistory({ model, ...histories, wanted: new Int32Array(0), keep: true });
  const shared = await engine.scoreCandidates({ model, handle: handles[0] ?? '', length, rows: candidates, gap: 4, surface: 1 });
  if (!shared.held) throw new Error('the history was dropped');
  shared.logits.forEach((logit, index) => expect(Math.abs(logit - (alone.logits[index] ?? Number.NaN))).toBeLessThan(1e-4));
});
