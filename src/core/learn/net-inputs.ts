import type { ContextColumn } from '../policy/exploration-data.ts';
import { applyFeatures, learnFeatures, type FeatureMatrix, type FeatureRule } from '../policy/features.ts';

/**
 * How the state of a request becomes inputs of a net: the inputs of the linear model (standardised numbers, levels, what is missing), and beside them each
 * skewed count as the standardised log(1 + count), so that rates and ratios are within reach of a small net.
 */
export interface NetInputs {
  readonly plain: readonly FeatureRule[];
  /** Rules over the logs of these context columns, in their order. */
  readonly logColumns: readonly number[];
  readonly logs: readonly FeatureRule[];
}

/** Skewness from which a column that is never negative also enters as its logarithm. */
const skewed = 1;

/** Learned on the given rows only, without rewards. */
export function learnNetInputs(context: readonly ContextColumn[], learn: Int32Array): NetInputs {
  const logColumns = context.flatMap((column, index) => (column.kind === 'numeric' && isSkewedCount(column, learn) ? [index] : []));
  return {
    plain: learnFeatures(context, learn),
    logColumns,
    logs: learnFeatures(logged(context, logColumns, learn), places(learn.length)).filter((rule) => rule.type === 'number'),
  };
}

/** Inputs of the given rows, plain ones first. */
export function applyNetInputs(context: readonly ContextColumn[], inputs: NetInputs, rows: Int32Array): FeatureMatrix {
  const plain = applyFeatures(context, inputs.plain, rows);
  const logs = applyFeatures(logged(context, inputs.logColumns, rows), inputs.logs, places(rows.length));
  const width = plain.width + logs.width;
  const values = new Float32Array(rows.length * width);
  for (let row = 0; row < rows.length; row += 1) {
    const at = row * width;
    for (let input = 0; input < plain.width; input += 1) values[at + input] = plain.values[row * plain.width + input] ?? 0;
    for (let input = 0; input < logs.width; input += 1) values[at + plain.width + input] = logs.values[row * logs.width + input] ?? 0;
  }
  return { width, values };
}

/** One sentence part per input, in the order of the matrix: what a caller of the exported net must compute. */
export function netInputNames(context: readonly ContextColumn[], inputs: NetInputs): readonly string[] {
  const name = (rule: FeatureRule) => context[rule.column]?.name ?? '';
  return [
    ...inputs.plain.map((rule) =>
      rule.type === 'number'
        ? name(rule)
        : rule.type === 'missing'
          ? `${name(rule)} is missing`
          : `${name(rule)} in ${rule.codes.join(' ')}`,
    ),
    ...inputs.logs.map((rule) => `log(1 + ${context[inputs.logColumns[rule.column] ?? -1]?.name ?? ''})`),
  ];
}

function logged(context: readonly ContextColumn[], columns: readonly number[], rows: Int32Array): readonly ContextColumn[] {
  return columns.map((index) => {
    const source = context[index]?.data;
    const data = new Float64Array(rows.length);
    for (let place = 0; place < rows.length; place += 1) data[place] = Math.log1p(Math.max(0, source?.[rows[place] ?? 0] ?? Number.NaN));
    return { name: context[index]?.name ?? '', kind: 'numeric', data };
  });
}

function isSkewedCount({ data }: ContextColumn, rows: Int32Array): boolean {
  let count = 0;
  let mean = 0;
  const sample = Math.max(1, Math.floor(rows.length / 20_000));
  for (let place = 0; place < rows.length; place += sample) {
    const value = data[rows[place] ?? 0] ?? Number.NaN;
    if (value < 0) return false;
    if (Number.isNaN(value)) continue;
    count += 1;
    mean += (value - mean) / count;
  }
  let [second, third] = [0, 0];
  for (let place = 0; place < rows.length; place += sample) {
    const off = (data[rows[place] ?? 0] ?? Number.NaN) - mean;
    if (Number.isNaN(off)) continue;
    second += (off * off) / count;
    third += (off * off * off) / count;
  }
  return second > 0 && third / second ** 1.5 > skewed;
}

function places(count: number): Int32Array {
  return Int32Array.from({ length: count }, (_, place) => place);
}
