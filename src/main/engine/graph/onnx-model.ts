import { bytes, type Encoded, float, integer, message, nested, text, toBytes } from './protobuf.ts';

// Field numbers and enum values: onnx/onnx.proto, IR version 8.
const elementTypes = { f32: 1, i32: 6, i64: 7, bool: 9 } as const;
const attributeFloat = 1;
const attributeInteger = 2;
const attributeIntegers = 7;
const irVersion = 8;
const opset = 17;
const externalLocation = 1;

export type ElementType = keyof typeof elementTypes;
type Dimension = number | string;

export interface GraphValue {
  readonly name: string;
  readonly type: ElementType;
  /** A text is a symbolic axis. */
  readonly shape: readonly Dimension[];
}

export interface GraphTensor {
  readonly name: string;
  readonly shape: readonly number[];
  readonly data: Float32Array | Int32Array | BigInt64Array | ExternalFloats;
}

/** Float32 numbers that lie in a file beside the graph. */
export interface ExternalFloats {
  readonly file: string;
  readonly offset: number;
  readonly bytes: number;
}

/** Numbers are integers unless wrapped as `{ float }`. */
export type GraphAttribute = number | readonly number[] | { readonly float: number };

export interface GraphNode {
  readonly op: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes?: Readonly<Record<string, GraphAttribute>>;
  /** Only hostile fixtures set it: the console's own graphs use standard operators. */
  readonly domain?: string;
}

export interface GraphModel {
  readonly name: string;
  readonly inputs: readonly GraphValue[];
  readonly outputs: readonly GraphValue[];
  readonly tensors: readonly GraphTensor[];
  readonly nodes: readonly GraphNode[];
}

/** Serialises a graph as an ONNX model (opset 17). */
export function encodeModel(model: GraphModel): Uint8Array {
  const graph = message([
    ...model.nodes.map((node, index) => nested(1, encodeNode(node, index))),
    text(2, model.name),
    ...model.tensors.map((tensor) => nested(5, encodeTensor(tensor))),
    ...model.inputs.map((value) => nested(11, encodeValue(value))),
    ...model.outputs.map((value) => nested(12, encodeValue(value))),
  ]);
  return toBytes(
    message([integer(1, irVersion), text(2, 'paretoscope'), nested(7, graph), nested(8, message([text(1, ''), integer(2, opset)]))]),
  );
}

function encodeNode(node: GraphNode, index: number): Encoded {
  return message([
    ...node.inputs.map((input) => text(1, input)),
    ...node.outputs.map((output) => text(2, output)),
    text(3, `${node.op}_${index}`),
    text(4, node.op),
    ...Object.entries(node.attributes ?? {}).map(([name, value]) => nested(5, encodeAttribute(name, value))),
    ...(node.domain === undefined ? [] : [text(7, node.domain)]),
  ]);
}

function encodeAttribute(name: string, value: GraphAttribute): Encoded {
  if (typeof value === 'number') return message([text(1, name), integer(3, value), integer(20, attributeInteger)]);
  if ('float' in value) return message([text(1, name), float(2, value.float), integer(20, attributeFloat)]);
  return message([text(1, name), ...value.map((item) => integer(8, item)), integer(20, attributeIntegers)]);
}

function encodeTensor({ name, shape, data }: GraphTensor): Encoded {
  const type = data instanceof Int32Array ? elementTypes.i32 : data instanceof BigInt64Array ? elementTypes.i64 : elementTypes.f32;
  const head = [...shape.map((size) => integer(1, size)), integer(2, type), text(8, name)];
  if ('file' in data) {
    const entries = { location: data.file, offset: String(data.offset), length: String(data.bytes) };
    const external = Object.entries(entries).map(([key, value]) => nested(13, message([text(1, key), text(2, value)])));
    return message([...head, ...external, integer(14, externalLocation)]);
  }
  return message([...head, bytes(9, new Uint8Array(data.buffer, data.byteOffset, data.byteLength))]);
}

function encodeValue(value: GraphValue): Encoded {
  const dimensions = value.shape.map((size) =>
    nested(1, typeof size === 'number' ? message([integer(1, size)]) : message([text(2, size)])),
  );
  const tensorType = message([integer(1, elementTypes[value.type]), nested(2, message(dimensions))]);
  return message([text(1, value.name), nested(2, message([nested(1, tensorType)]))]);
}
