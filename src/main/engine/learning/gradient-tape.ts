import type { GraphModel, GraphNode, GraphTensor } from '../graph/onnx-model.ts';

/** A two-dimensional value of the graph, rows by columns; `rows` may be a symbolic axis. */
export interface Value {
  readonly name: string;
  readonly rows: number | string;
  readonly columns: number;
}

/** Name and shape of one parameter inside the flat parameter vector. */
export interface ParameterShape {
  readonly name: string;
  readonly rows: number;
  readonly columns: number;
}

type Backward = (gradient: string) => void;

/**
 * Writes a forward graph and, from it, the graph of its gradients: reverse-mode differentiation over the few operators that small nets need. Parameters come
 * in as one flat vector (`parameters`) and their gradients leave as one (`gradient`), so that the optimiser is a single loop.
 */
export class GradientTape {
  readonly #nodes: GraphNode[] = [];
  readonly #tensors: GraphTensor[] = [];
  readonly #backward: (() => void)[] = [];
  /** Names whose sum is the gradient of a value. */
  readonly #gradients = new Map<string, string[]>();
  readonly #inputs: GraphModel['inputs'][number][] = [];
  readonly #outputs: GraphModel['outputs'][number][] = [];
  #parameters: readonly ParameterShape[] = [];
  /** Inputs and constants: nobody asks for their gradient. */
  readonly #given = new Set<string>();
  #count = 0;

  /** An input that is given, not learned. */
  input(name: string, rows: number | string, columns: number, type: 'f32' | 'i32' = 'f32'): Value {
    this.#inputs.push({ name, type, shape: [rows, columns] });
    this.#given.add(name);
    return { name, rows, columns };
  }

  /** Declares the flat parameter vector and cuts it into its parts, in the order given. */
  parameters(shapes: readonly ParameterShape[]): readonly Value[] {
    this.#parameters = shapes;
    const total = shapes.reduce((sum, shape) => sum + shape.rows * shape.columns, 0);
    this.#inputs.push({ name: 'parameters', type: 'f32', shape: [total] });
    const sizes = this.#integers(shapes.map((shape) => shape.rows * shape.columns));
    const flat = shapes.map(({ name }) => `${name}_flat`);
    this.#nodes.push({ op: 'Split', inputs: ['parameters', sizes], outputs: flat, attributes: { axis: 0 } });
    return shapes.map(({ name, rows, columns }, index) => {
      const shape = this.#integers([rows, columns]);
      this.#nodes.push({ op: 'Reshape', inputs: [flat[index] ?? '', shape], outputs: [name] });
      return { name, rows, columns };
    });
  }

  constant(data: Float32Array, rows: number, columns: number): Value {
    const name = this.#name('constant');
    this.#tensors.push({ name, shape: [rows, columns], data });
    this.#given.add(name);
    return { name, rows, columns };
  }

  /** x w + bias (a single row). */
  dense(x: Value, weights: Value, bias?: Value): Value {
    const inputs = [x.name, weights.name, ...(bias === undefined ? [] : [bias.name])];
    return this.#record('Gemm', inputs, x.rows, weights.columns, (gradient) => {
      this.#add(x, () => this.#node('Gemm', [gradient, weights.name], { transB: 1 }));
      this.#add(weights, () => this.#node('Gemm', [x.name, gradient], { transA: 1 }));
      if (bias !== undefined) this.#add(bias, () => this.#sum(gradient, 0));
    });
  }

  /** x y' + bias (a single row). */
  product(x: Value, y: Value, bias: Value): Value {
    if (typeof y.rows !== 'number') throw new RangeError('The columns of a product must be known.');
    return this.#record(
      'Gemm',
      [x.name, y.name, bias.name],
      x.rows,
      y.rows,
      (gradient) => {
        this.#add(x, () => this.#node('Gemm', [gradient, y.name]));
        this.#add(y, () => this.#node('Gemm', [gradient, x.name], { transA: 1 }));
        this.#add(bias, () => this.#sum(gradient, 0));
      },
      { transB: 1 },
    );
  }

  tanh(x: Value): Value {
    const y = this.#record('Tanh', [x.name], x.rows, x.columns, (gradient) =>
      this.#add(x, () => {
        const slope = this.#node('Sub', [this.#one(), this.#node('Mul', [y.name, y.name])]);
        return this.#node('Mul', [gradient, slope]);
      }),
    );
    return y;
  }

  /** Element by element; a single column is spread over the other's columns, and is then taken as given. */
  multiply(x: Value, y: Value): Value {
    return this.#record('Mul', [x.name, y.name], x.rows, x.columns, (gradient) => {
      this.#add(x, () => this.#node('Mul', [gradient, y.name]));
      if (y.columns === x.columns) this.#add(y, () => this.#node('Mul', [gradient, x.name]));
    });
  }

  add(x: Value, y: Value): Value {
    return this.#record('Add', [x.name, y.name], x.rows, x.columns, (gradient) => {
      this.#add(x, () => gradient);
      this.#add(y, () => gradient);
    });
  }

  subtract(x: Value, y: Value): Value {
    return this.#record('Sub', [x.name, y.name], x.rows, x.columns, (gradient) => {
      this.#add(x, () => gradient);
      this.#add(y, () => this.#node('Neg', [gradient]));
    });
  }

  /** Log of the softmax of each row. */
  logSoftmax(x: Value): Value {
    const y = this.#record(
      'LogSoftmax',
      [x.name],
      x.rows,
      x.columns,
      (gradient) =>
        this.#add(x, () => {
          const spread = this.#node('Mul', [this.#node('Exp', [y.name]), this.#sum(gradient, 1)]);
          return this.#node('Sub', [gradient, spread]);
        }),
      { axis: 1 },
    );
    return y;
  }

  exp(x: Value): Value {
    const y = this.#record('Exp', [x.name], x.rows, x.columns, (gradient) => this.#add(x, () => this.#node('Mul', [gradient, y.name])));
    return y;
  }

  /** Cuts the columns. */
  columns(x: Value, sizes: readonly number[]): readonly Value[] {
    const parts = sizes.map((columns): Value => ({ name: this.#name('part'), rows: x.rows, columns }));
    this.#nodes.push({
      op: 'Split',
      inputs: [x.name, this.#integers(sizes)],
      outputs: parts.map(({ name }) => name),
      attributes: { axis: 1 },
    });
    this.#backward.push(() => {
      const gradients = parts.map(({ name }) => this.#gradientOf(name));
      if (gradients.every((gradient) => gradient === undefined)) return;
      const whole = gradients.map((gradient, part) => gradient ?? this.#node('Sub', [parts[part]?.name ?? '', parts[part]?.name ?? '']));
      this.#add(x, () => this.#node('Concat', whole, { axis: 1 }));
    });
    return parts;
  }

  /** A single column as a single row. */
  asRow(x: Value): Value {
    if (typeof x.rows !== 'number' || x.columns !== 1) throw new RangeError('Only a known column becomes a row.');
    return this.#record(
      'Transpose',
      [x.name],
      1,
      x.rows,
      (gradient) => this.#add(x, () => this.#node('Transpose', [gradient], { perm: [1, 0] })),
      { perm: [1, 0] },
    );
  }

  /** One row per action number, 1 in its place. Nothing flows back through it. */
  oneHot(numbers: Value, count: number): Value {
    const all = this.#name('all');
    this.#tensors.push({ name: all, shape: [1, count], data: Int32Array.from({ length: count }, (_, index) => index) });
    const equal = this.#node('Equal', [numbers.name, all]);
    const name = this.#node('Cast', [equal], { to: 1 });
    this.#given.add(name);
    return { name, rows: numbers.rows, columns: count };
  }

  /** Sum over rows, one value per column: an output that is only looked at. */
  report(name: string, x: Value): void {
    this.#nodes.push({ op: 'ReduceSum', inputs: [x.name, this.#integers([0])], outputs: [name], attributes: { keepdims: 0 } });
    this.#outputs.push({ name, type: 'f32', shape: [x.columns] });
  }

  output(name: string, x: Value): void {
    this.#nodes.push({ op: 'Identity', inputs: [x.name], outputs: [name] });
    this.#outputs.push({ name, type: 'f32', shape: [x.rows, x.columns] });
  }

  /** Adds the gradient of the sum of `seeds[i].weight` times all of `seeds[i].value`; weights are names of single values. */
  differentiate(seeds: readonly { readonly value: Value; readonly weight: Value }[]): void {
    for (const { value, weight } of seeds) this.#add(value, () => this.#node('Expand', [weight.name, this.#node('Shape', [value.name])]));
    for (const run of this.#backward.toReversed()) run();
    const flat = this.#integers([-1]);
    const parts = this.#parameters.map(({ name }) => {
      const gradient = this.#gradientOf(name);
      if (gradient === undefined) throw new RangeError(`Nothing depends on the parameter ${name}.`);
      return this.#node('Reshape', [gradient, flat]);
    });
    this.#nodes.push({ op: 'Concat', inputs: parts, outputs: ['gradient'], attributes: { axis: 0 } });
    const total = this.#parameters.reduce((sum, shape) => sum + shape.rows * shape.columns, 0);
    this.#outputs.push({ name: 'gradient', type: 'f32', shape: [total] });
  }

  model(name: string): GraphModel {
    return { name, inputs: this.#inputs, outputs: this.#outputs, tensors: this.#tensors, nodes: this.#nodes };
  }

  #record(
    op: string,
    inputs: readonly string[],
    rows: number | string,
    columns: number,
    backward: Backward,
    attributes?: GraphNode['attributes'],
  ): Value {
    const name = this.#node(op, inputs, attributes);
    this.#backward.push(() => {
      const gradient = this.#gradientOf(name);
      if (gradient !== undefined) backward(gradient);
    });
    return { name, rows, columns };
  }

  #node(op: string, inputs: readonly string[], attributes?: GraphNode['attributes']): string {
    const name = this.#name(op.toLowerCase());
    this.#nodes.push({ op, inputs, outputs: [name], ...(attributes === undefined ? {} : { attributes }) });
    return name;
  }

  #add(value: Value, make: () => string): void {
    if (this.#given.has(value.name)) return;
    const known = this.#gradients.get(value.name) ?? [];
    known.push(make());
    this.#gradients.set(value.name, known);
  }

  #gradientOf(value: string): string | undefined {
    const parts = this.#gradients.get(value);
    if (parts === undefined) return undefined;
    return parts.reduce((sum, part) => this.#node('Add', [sum, part]));
  }

  #sum(name: string, axis: 0 | 1): string {
    return this.#node('ReduceSum', [name, this.#integers([axis])], { keepdims: 1 });
  }

  #one(): string {
    return this.constant(Float32Array.of(1), 1, 1).name;
  }

  #integers(values: readonly number[]): string {
    const name = this.#name('numbers');
    this.#tensors.push({ name, shape: [values.length], data: BigInt64Array.from(values, BigInt) });
    return name;
  }

  #name(kind: string): string {
    this.#count += 1;
    return `${kind}_${this.#count}`;
  }
}
