import { bundleLimits } from '../../../core/bundle/manifest.ts';
import { BundleProblem } from './bundle-problem.ts';
import { type ProtobufField, readFields } from './protobuf-reader.ts';

/** An axis of an input or output: a number where the graph fixes it. */
export type GraphAxis = number | undefined;

export interface GraphShape {
  readonly inputs: ReadonlyMap<string, readonly GraphAxis[]>;
  readonly outputs: ReadonlyMap<string, readonly GraphAxis[]>;
}

/** The one file that a graph may keep weights in. */
export interface WeightFile {
  readonly name: string;
  readonly bytes: number;
}

type Message = 'model' | 'graph' | 'node' | 'attribute' | 'tensor' | 'sparse' | 'opset' | 'training' | 'external';

/** Which fields of an ONNX message hold messages that must be looked into (field numbers: onnx/onnx.proto). */
const inside: Readonly<Record<Message, Readonly<Record<number, Message>>>> = {
  model: { 7: 'graph', 8: 'opset', 20: 'training' },
  training: { 1: 'graph', 2: 'graph' },
  graph: { 1: 'node', 5: 'tensor', 15: 'sparse' },
  node: { 5: 'attribute' },
  attribute: { 5: 'tensor', 6: 'graph', 10: 'tensor', 11: 'graph', 22: 'sparse', 23: 'sparse' },
  sparse: { 1: 'tensor', 2: 'tensor' },
  tensor: { 13: 'external' },
  opset: {},
  external: {},
};

const standardDomains: ReadonlySet<string> = new Set(['', 'ai.onnx']);
const maxDepth = 16;
const externalLocation = 1;
const float32 = 1;
const decoder = new TextDecoder();

/**
 * Looks through an ONNX file, subgraphs included, before the runtime sees it. Refuses weights outside the file (external data could name any path) unless an
 * initializer of the graph itself names a whole range of the bundle's weight file; operators that are not standard, model-local functions, and tensors that
 * claim more elements than the limit. Answers the shapes of inputs and outputs.
 */
export function checkGraph(name: string, bytes: Uint8Array, weights: WeightFile): GraphShape {
  const shape = { inputs: new Map<string, readonly GraphAxis[]>(), outputs: new Map<string, readonly GraphAxis[]>() };
  try {
    walk({ name, weights, shape }, 'model', bytes, 0);
  } catch (error) {
    if (error instanceof RangeError) throw new BundleProblem(name, `it is not an ONNX graph (${error.message})`);
    throw error;
  }
  if (shape.outputs.size === 0) throw new BundleProblem(name, 'it is not an ONNX graph (it has no outputs)');
  return shape;
}

interface Walk {
  readonly name: string;
  readonly weights: WeightFile;
  readonly shape: {
    readonly inputs: Map<string, readonly GraphAxis[]>;
    readonly outputs: Map<string, readonly GraphAxis[]>;
  };
}

/** The model is at depth 0, its graph at 1, that graph's initializers at 2. */
const graphDepth = 1;

function walk(to: Walk, kind: Message, bytes: Uint8Array, depth: number): void {
  const { name, shape } = to;
  if (depth > maxDepth) throw new BundleProblem(name, `its graphs are nested more than ${maxDepth} messages deep`);
  if (kind === 'tensor') checkTensor(to, bytes, depth);
  for (const field of readFields(bytes)) {
    refuse(name, kind, field);
    if (kind === 'graph' && depth === graphDepth && field.bytes !== undefined && (field.field === 11 || field.field === 12)) {
      const value = readValue(field.bytes);
      (field.field === 11 ? shape.inputs : shape.outputs).set(value.name, value.axes);
    }
    const inner = inside[kind][field.field];
    if (inner !== undefined && field.bytes !== undefined) walk(to, inner, field.bytes, depth + 1);
  }
}

/** Size, and where its numbers lie (TensorProto: dims = 1, data_type = 2, external_data = 13, data_location = 14). */
function checkTensor({ name, weights }: Walk, bytes: Uint8Array, depth: number): void {
  let elements = 1;
  let type = 0;
  let outside = false;
  const entries = new Map<string, string>();
  for (const field of readFields(bytes)) {
    if (field.field === 1) for (const size of numbers(field)) elements *= size;
    if (elements > bundleLimits.tensorElements)
      throw new BundleProblem(name, `a tensor claims ${elements} elements, more than ${bundleLimits.tensorElements}`);
    if (field.field === 2) type = field.number ?? 0;
    if (field.field === 13 || (field.field === 14 && field.number === externalLocation)) outside = true;
    if (field.field === 13 && field.bytes !== undefined) {
      const [key, value] = entry(field.bytes);
      if (entries.has(key)) throw new BundleProblem(name, `external data of a tensor gives ${key.slice(0, 40)} twice`);
      entries.set(key, value);
    }
  }
  if (outside) checkExternal(name, weights, { elements, type, entries, initializer: depth === graphDepth + 1 });
}

function checkExternal(
  name: string,
  weights: WeightFile,
  tensor: {
    readonly elements: number;
    readonly type: number;
    readonly entries: ReadonlyMap<string, string>;
    readonly initializer: boolean;
  },
): void {
  const refused = (reason: string) => new BundleProblem(name, `it keeps weights in another file (external data), ${reason}`);
  if (!tensor.initializer) throw refused('which only an initializer of the graph itself may do');
  const { entries } = tensor;
  const unknown = [...entries.keys()].find((key) => key !== 'location' && key !== 'offset' && key !== 'length');
  if (unknown !== undefined) throw refused(`with ${unknown.slice(0, 40)}, which is not part of the format`);
  const location = entries.get('location') ?? '';
  if (location !== weights.name) throw refused(`${location.slice(0, 80)}, which is not ${weights.name}`);
  if (tensor.type !== float32) throw refused('which holds float32 numbers only');
  const offset = wholeNumber(entries.get('offset') ?? '0');
  const length = wholeNumber(entries.get('length') ?? '');
  if (length !== tensor.elements * 4)
    throw refused(`and a tensor of ${tensor.elements} numbers does not have the length ${entries.get('length') ?? 'none'}`);
  if (!(offset >= 0 && offset + length <= weights.bytes)) throw refused(`beyond the end of ${weights.name}`);
}

/** Not a number unless the text is plain digits. */
function wholeNumber(text: string): number {
  return /^\d{1,15}$/.test(text) ? Number(text) : Number.NaN;
}

/** StringStringEntryProto: key = 1, value = 2. */
function entry(bytes: Uint8Array): readonly [string, string] {
  let key = '';
  let value = '';
  for (const field of readFields(bytes)) {
    if (field.field === 1) key = decoder.decode(field.bytes);
    if (field.field === 2) value = decoder.decode(field.bytes);
  }
  return [key, value];
}

function refuse(name: string, kind: Message, { field, bytes }: ProtobufField): void {
  if (kind === 'model' && field === 25) throw new BundleProblem(name, 'it defines functions of its own, which the format does not allow');
  const domain = (kind === 'node' && field === 7) || (kind === 'opset' && field === 1) ? decoder.decode(bytes ?? new Uint8Array()) : '';
  if (!standardDomains.has(domain))
    throw new BundleProblem(name, `it uses operators of ${domain.slice(0, 80)}, which are not standard ONNX`);
}

/** A repeated integer field, packed or one by one. */
function numbers({ number, bytes }: ProtobufField): readonly number[] {
  if (number !== undefined) return [number];
  const values: number[] = [];
  let value = 0;
  let scale = 1;
  for (const byte of bytes ?? []) {
    value += (byte & 127) * scale;
    scale *= 128;
    if (byte >= 128) continue;
    values.push(value);
    value = 0;
    scale = 1;
  }
  return values;
}

/** ValueInfoProto: name = 1, type = 2 > tensor_type = 1 > shape = 2 > dim = 1 > dim_value = 1. */
function readValue(bytes: Uint8Array): { readonly name: string; readonly axes: readonly GraphAxis[] } {
  let name = '';
  const axes: GraphAxis[] = [];
  for (const field of readFields(bytes)) {
    if (field.field === 1) name = decoder.decode(field.bytes);
    if (field.field === 2) for (const dimension of children(shapesOf(field.bytes), 1)) axes.push(fixedSize(dimension));
  }
  return { name, axes };
}

function* children(messages: Iterable<Uint8Array>, wanted: number): Generator<Uint8Array> {
  for (const message of messages) {
    for (const { field, bytes } of readFields(message)) if (field === wanted && bytes !== undefined) yield bytes;
  }
}

/** The shape messages of a type message. */
function shapesOf(type: Uint8Array | undefined): Iterable<Uint8Array> {
  return type === undefined ? [] : children(children([type], 1), 2);
}

function fixedSize(dimension: Uint8Array): GraphAxis {
  for (const { field, number } of readFields(dimension)) if (field === 1) return number;
  return undefined;
}
