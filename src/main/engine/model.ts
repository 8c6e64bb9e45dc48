import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { InferenceSession } from 'onnxruntime-node';
import { RpcError } from '../../rpc/error.ts';
import type { ModelSpec, ProviderName } from './contract.ts';
import { buildRetrievalGraph } from './graph/retrieval-graph.ts';
import { sessionOptions } from './session-options.ts';

const expected = {
  encode: { inputs: ['items', 'actions', 'masked', 'gaps'], outputs: ['states', 'queries'] },
  score: { inputs: ['state', 'candidates'], outputs: ['logits'] },
} as const;

/** One opened bundle: three sessions and the item vectors. */
export interface Model {
  readonly spec: ModelSpec;
  readonly encode: InferenceSession;
  readonly score: InferenceSession;
  readonly retrieval: InferenceSession;
  readonly vectors: Float32Array;
  /** Set when the graph has a fixed history axis: every history is padded to it. */
  readonly fixedLength: number | undefined;
}

/** Reads a bundle's files, checks their hashes once more and creates its sessions. Throws `bad-bundle` naming the file. */
export async function openModel(spec: ModelSpec, provider: ProviderName, threads: number): Promise<Model> {
  const options = sessionOptions(provider, threads);
  const vectors = toFloats(await readChecked(spec.vectors), spec);
  const sessions: InferenceSession[] = [];
  try {
    const encode = await createSession(spec.encodeHistory, options, expected.encode);
    sessions.push(encode);
    const score = await createSession(spec.scoreCandidates, options, expected.score);
    sessions.push(score);
    const retrieval = await InferenceSession.create(buildRetrievalGraph(vectors, spec.vectors.rows, spec.dimensions), options);
    sessions.push(retrieval);
    return { spec, encode, score, retrieval, vectors, fixedLength: fixedHistory(encode, spec) };
  } catch (error) {
    for (const session of sessions) await session.release();
    throw error;
  }
}

export async function releaseModel(model: Model): Promise<void> {
  for (const session of [model.encode, model.score, model.retrieval]) await session.release();
}

async function createSession(
  file: { readonly path: string; readonly sha256: string },
  options: InferenceSession.SessionOptions,
  names: { readonly inputs: readonly string[]; readonly outputs: readonly string[] },
): Promise<InferenceSession> {
  const bytes = await readChecked(file);
  let session: InferenceSession;
  try {
    // From memory, never by path: a graph then has no folder to read other files from.
    session = await InferenceSession.create(bytes, options);
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
  throw badBundle(
    file.path,
    missing.length > 0 ? `it has no ${missing.join(', ')}` : `it wants an input that format 1 does not have: ${extra.join(', ')}`,
  );
}

function fixedHistory(session: InferenceSession, spec: ModelSpec): number | undefined {
  const items = session.inputMetadata.find(({ name }) => name === 'items');
  const axis = items?.isTensor === true ? items.shape[1] : undefined;
  if (typeof axis !== 'number') return undefined;
  if (axis !== spec.historyLength)
    throw badBundle(spec.encodeHistory.path, `its history axis is ${axis}, the manifest says ${spec.historyLength}`);
  return axis;
}

async function readChecked(file: { readonly path: string; readonly sha256: string }): Promise<Uint8Array> {
  let bytes: Uint8Array;
  try {
    bytes = await readFile(file.path);
  } catch {
    throw badBundle(file.path, 'it cannot be read');
  }
  if (createHash('sha256').update(bytes).digest('hex') !== file.sha256) throw badBundle(file.path, 'it has changed since it was added');
  return bytes;
}

function toFloats(bytes: Uint8Array, spec: ModelSpec): Float32Array {
  if (bytes.byteLength !== spec.vectors.rows * spec.dimensions * 4)
    throw badBundle(spec.vectors.path, 'its size does not fit the manifest');
  // A copy of its own, aligned for float32 whatever memory the file was read into.
  return new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer);
}

function badBundle(path: string, reason: string): RpcError {
  return new RpcError({ code: 'bad-bundle', message: `${basename(path)}: ${reason}.`, file: basename(path) });
}
