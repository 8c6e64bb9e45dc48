import { encodeModel, type ExternalFloats, type GraphAttribute, type GraphNode, type GraphTensor, type GraphValue } from './onnx-model.ts';

/** A tensor of the model by its dotted name, in PyTorch's orientation ([out, in]): held here, or by place in a file beside the graph. */
export interface NamedWeight {
  readonly shape: readonly number[];
  readonly data: Float32Array | ExternalFloats;
}

export type NamedWeights = ReadonlyMap<string, NamedWeight>;

/** Collects the nodes of one graph; every method answers the name of the tensor it made. */
export class GraphBuilder {
  readonly #weights: NamedWeights;
  readonly #nodes: GraphNode[] = [];
  readonly #tensors = new Map<string, GraphTensor>();
  #made = 0;

  constructor(weights: NamedWeights) {
    this.#weights = weights;
  }

  /** Applies an operator; an empty text stands for an input that is left out. */
  add(op: string, inputs: readonly string[], attributes?: Readonly<Record<string, GraphAttribute>>): string {
    const output = `t${this.#made++}`;
    this.#nodes.push({ op, inputs, outputs: [output], ...(attributes === undefined ? {} : { attributes }) });
    return output;
  }

  /** Splits an axis into `parts` parts of `size`. */
  split(input: string, axis: number, size: number, parts: number): readonly string[] {
    const outputs = Array.from({ length: parts }, () => `t${this.#made++}`);
    this.#nodes.push({
      op: 'Split',
      inputs: [input, this.integers(outputs.map(() => size))],
      outputs,
      attributes: { axis },
    });
    return outputs;
  }

  /** A constant list of float32 numbers; `shape` is one axis unless given. */
  floats(values: readonly number[], shape: readonly number[] = [values.length]): string {
    return this.#constant(values.length > 64 ? `f${this.#made++}` : `f${shape.join('x')}:${values.join(',')}`, {
      shape,
      data: Float32Array.from(values),
    });
  }

  /** A constant list of int64 numbers. */
  integers(values: readonly number[]): string {
    return this.#constant(`i:${values.join(',')}`, { shape: [values.length], data: BigInt64Array.from(values, BigInt) });
  }

  /** A constant int64 scalar. */
  integer(value: number): string {
    return this.#constant(`s:${value}`, { shape: [], data: BigInt64Array.of(BigInt(value)) });
  }

  /** A tensor of the model by name. */
  weight(name: string): string {
    const weight = this.#weights.get(name);
    if (weight === undefined) throw new RangeError(`The model has no tensor ${name}.`);
    if (!this.#tensors.has(name)) this.#tensors.set(name, { name, ...weight });
    return name;
  }

  /** Gives a tensor the name of an output. */
  name(tensor: string, output: string): void {
    this.#nodes.push({ op: 'Identity', inputs: [tensor], outputs: [output] });
  }

  build(name: string, inputs: readonly GraphValue[], outputs: readonly GraphValue[]): Uint8Array {
    return encodeModel({ name, inputs, outputs, tensors: [...this.#tensors.values()], nodes: this.#nodes });
  }

  #constant(name: string, tensor: Omit<GraphTensor, 'name'>): string {
    if (!this.#tensors.has(name)) this.#tensors.set(name, { name, ...tensor });
    return name;
  }
}
