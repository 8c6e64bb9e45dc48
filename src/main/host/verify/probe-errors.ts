import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Measured } from '../../../core/checks/check.ts';
import type { BundleSpec, ProbeInput } from '../../engine/contract.ts';
import type { CheckedBundle } from '../bundles/registry.ts';
import type { HostContext } from '../context.ts';

/** A tensor of `probes.json`: little-endian numbers as base64. */
interface StoredTensor {
  readonly type: 'float32' | 'int64';
  readonly shape: readonly number[];
  readonly data: string;
}

interface StoredProbe {
  readonly inputs: Readonly<Record<string, StoredTensor>>;
  readonly outputs: Readonly<Record<string, StoredTensor>>;
}

type Graph = ProbeInput['graph'];
type Probes = Readonly<Record<Graph, StoredProbe>>;

/** Largest difference between what the graphs answer here and what the trainer's own framework answered for the same stored inputs. */
export async function probeErrors(
  { engine }: HostContext,
  { spec, bundle }: CheckedBundle,
  _: Float32Array,
  signal: AbortSignal,
): Promise<Measured> {
  const probes = await readProbes(bundle);
  const run = (graph: Graph, probe: StoredProbe) => engine.probe({ model: spec, graph, inputs: tensors(probe.inputs) }, { signal });
  const parts: string[] = [];
  let value = 0;
  for (const graph of ['encodeHistory', 'generate', 'scoreCandidates'] as const) {
    const outputs = await run(graph, probes[graph]);
    const differences = Object.entries(probes[graph].outputs).map(([name, stored]) => farthest(outputs[name], floats(stored)));
    const largest = Math.max(...differences);
    value = Math.max(value, largest);
    parts.push(`${graph} ${largest.toExponential(1)}`);
  }
  const { inputs, outputs } = probes.encodeHistory;
  const hidden = { ...tensors(inputs), masked: { shape: inputs['masked']?.shape ?? [], data: floats(inputs['masked']).fill(1) } };
  const masked = await engine.probe({ model: spec, graph: 'encodeHistory', inputs: hidden }, { signal });
  const [histories = 0, events = 0] = inputs['items']?.shape ?? [];
  return {
    value,
    control: farthest(masked['states'], floats(outputs['states'])),
    detail: `${histories} histories of ${events} positions; ${parts.join(', ')}.`,
  };
}

/** Largest difference of a probability between the int8 graphs and the stored float32 answers, from the stored candidates on; each graph on its own inputs. */
export async function int8Errors(
  { engine }: HostContext,
  { int8Spec, bundle }: CheckedBundle,
  _: Float32Array,
  signal: AbortSignal,
): Promise<Measured> {
  if (int8Spec === undefined) return { value: Number.NaN, detail: 'It has no int8 graphs.' };
  const probe = (await readProbes(bundle)).scoreCandidates;
  const reference = floats(probe.outputs['logits']);
  const score = async (model: BundleSpec) =>
    (await engine.probe({ model, graph: 'scoreCandidates', inputs: tensors(probe.inputs) }, { signal }))['logits'];
  const logits = await score(int8Spec);
  return {
    value: farthest(logits?.map(sigmoid), reference.map(sigmoid)),
    control: farthest(logits?.map(sigmoid), reference.toReversed().map(sigmoid)),
    detail: `${reference.length} probabilities; largest difference of a logit ${farthest(logits, reference).toFixed(3)}.`,
  };
}

async function readProbes({ folder, manifest }: CheckedBundle['bundle']): Promise<Probes> {
  if (manifest.probes === undefined) throw new Error(`The bundle "${manifest.name}" has no stored probes.`);
  const stored = JSON.parse(await readFile(join(folder, manifest.probes.file), 'utf8')) as Readonly<Record<string, StoredProbe>>;
  const of = (name: string): StoredProbe => {
    const found = stored[name];
    if (found === undefined) throw new Error(`The stored probes have no ${name}.`);
    return found;
  };
  return { encodeHistory: of('encode_history'), generate: of('generate'), scoreCandidates: of('score_candidates') };
}

function tensors(stored: StoredProbe['inputs']): ProbeInput['inputs'] {
  return Object.fromEntries(
    Object.entries(stored).map(([name, tensor]) => [
      name,
      { shape: tensor.shape, data: tensor.type === 'int64' ? new BigInt64Array(memory(tensor)) : floats(tensor) },
    ]),
  );
}

function floats(tensor: StoredTensor | undefined): Float32Array {
  if (tensor === undefined) throw new Error('A stored probe lacks a tensor.');
  return new Float32Array(memory(tensor));
}

/** The bytes in memory of their own, aligned for any number. */
function memory({ data }: StoredTensor): ArrayBuffer {
  return new Uint8Array(Buffer.from(data, 'base64')).buffer;
}

function sigmoid(logit: number): number {
  return 1 / (1 + Math.exp(-logit));
}

/** Not a number where the lengths differ. */
function farthest(answered: Float32Array | undefined, expected: Float32Array): number {
  if (answered?.length !== expected.length) return Number.NaN;
  return expected.reduce((most, value, index) => Math.max(most, Math.abs(value - (answered[index] ?? Number.NaN))), 0);
}
