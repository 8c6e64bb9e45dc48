import { basename } from 'node:path';
import { InferenceSession } from 'onnxruntime-node';
import { layerNames } from '../../core/bundle/layer-names.ts';
import type { TrunkShape } from '../../core/bundle/trunk-shape.ts';
import type { WeightsIndex } from '../../core/bundle/weights-index.ts';
import { badBundle, readChecked, toFloats } from './checked-file.ts';
import type { BundleSpec, FileSpec, ProviderName } from './contract.ts';
import { buildRetrievalGraph } from './graph/retrieval-graph.ts';
import { bundleWeights } from './graph/trunk/bundle-weights.ts';
import { buildFullPrefill } from './graph/trunk/full-prefill.ts';
import { sessionOptions } from './session-options.ts';

interface Names {
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
}

const history = ['items', 'actions', 'masked', 'gaps', 'surfaces'];
const request = ['length', 'candidates', 'gap', 'surface'];

function expectedNames({ layers }: TrunkShape): Readonly<Record<keyof BundleSpec['graphs'], Names>> {
  const kept = layerNames(layers);
  return {
    encodeHistory: {
      inputs: [...history, 'before', 'past_recent', ...layerNames(layers, 'past_')],
      outputs: [...kept, 'states', 'recent', 'user'],
    },
    generate: { inputs: ['state', 'recent', 'outcomes', 'topics', 'offsets'], outputs: ['queries'] },
    scoreCandidates: { inputs: [...request, ...kept], outputs: ['logits'] },
  };
}

/** One opened bundle: its sessions and the item vectors. */
export interface BundleModel {
  readonly spec: BundleSpec;
  readonly encode: InferenceSession;
  readonly generate: InferenceSession;
  readonly score: InferenceSession;
  readonly retrieval: InferenceSession;
  readonly vectors: Float32Array;
  /** The baseline graph, built from the bundle's weights at its first use. */
  prefill(): Promise<InferenceSession>;
  release(): Promise<void>;
}

/** Reads a bundle's files, checks their hashes once more and creates its sessions. Throws `bad-bundle` naming the file. */
export async function openBundleModel(spec: BundleSpec, provider: ProviderName, threads: number): Promise<BundleModel> {
  const options = sessionOptions(provider, threads);
  const { rows } = spec.vectors;
  const { dimensions } = spec.shape;
  const vectors = toFloats(await readChecked(spec.vectors));
  if (vectors.length !== rows * dimensions) throw badBundle(spec.vectors.path, 'its size does not fit the manifest');
  const weights = await readChecked(spec.weights.file);
  const expected = expectedNames(spec.shape);
  const sessions: InferenceSession[] = [];
  const keep = (session: InferenceSession) => {
    sessions.push(session);
    return session;
  };
  const release = async () => {
    for (const session of sessions.splice(0)) await session.release();
  };
  const open = async (file: FileSpec, names: Names) => keep(await createSession(file, names, options, weights, spec.weights.file.path));
  try {
    const encode = await open(spec.graphs.encodeHistory, expected.encodeHistory);
    const generate = await open(spec.graphs.generate, expected.generate);
    const score = await open(spec.graphs.scoreCandidates, expected.scoreCandidates);
    const retrieval = keep(await InferenceSession.create(buildRetrievalGraph(vectors, rows, dimensions), options));
    let building: Promise<InferenceSession> | undefined;
    const prefill = () => (building ??= buildPrefill(spec, weights, options).then(keep));
    return { spec, encode, generate, score, retrieval, vectors, prefill, release };
  } catch (error) {
    await release();
    throw error;
  }
}

/** From memory, never by path: a graph then has no folder to read other files from, and the shared weights are the bytes that were checked. */
async function createSession(
  file: FileSpec,
  names: Names,
  options: InferenceSession.SessionOptions,
  weights: Uint8Array,
  weightsPath: string,
): Promise<InferenceSession> {
  const bytes = await readChecked(file);
  let session: InferenceSession;
  try {
    session = await InferenceSession.create(bytes, { ...options, externalData: [{ path: basename(weightsPath), data: weights }] });
  } catch (error) {
    const reason = (error instanceof Error ? error.message : String(error)).replaceAll(/\s+/g, ' ').slice(0, 300);
    throw badBundle(file.path, `the runtime does not accept this graph: ${reason}`);
  }
  const missing = [
    ...names.inputs.filter((name) => !session.inputNames.includes(name)),
    ...names.outputs.filter((name) => !session.outputNames.includes(name)),
  ];
  const extra = session.inputNames.filter((name) => !names.inputs.includes(name));
  if (missing.length === 0 && extra.length === 0) return session;
  await session.release();
  const reason =
    missing.length > 0 ? `it has no ${missing.join(', ')}` : `it wants an input that the format does not have: ${extra.join(', ')}`;
  throw badBundle(file.path, reason);
}

async function buildPrefill(spec: BundleSpec, weights: Uint8Array, options: InferenceSession.SessionOptions): Promise<InferenceSession> {
  const index = JSON.parse(new TextDecoder().decode(await readChecked(spec.weights.index))) as WeightsIndex;
  let graph: Uint8Array;
  try {
    graph = buildFullPrefill(spec.shape, bundleWeights(index, toFloats(weights)));
  } catch (error) {
    throw badBundle(spec.weights.index.path, `the baseline cannot be built: ${error instanceof Error ? error.message : String(error)}`);
  }
  return InferenceSession.create(graph, options);
}
