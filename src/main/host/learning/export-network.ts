import { applyNetInputs, type NetInputs } from '../../../core/learn/net-inputs.ts';
import { networkForward } from '../../../core/learn/network-forward.ts';
import type { ContextColumn } from '../../../core/policy/exploration-data.ts';
import type { ExportedFeature, ProbeRow } from '../../../core/register/policy-network.ts';
import { type NetChoice, scoresOf } from '../../../core/serving/net-choice.ts';
import { buildQNetExport } from '../../engine/learning/export-graph.ts';
import { type NetworkRecord, networkOf } from './network-record.ts';

export interface ExportedNetwork {
  /** ONNX: `state` f32 [N, inputs] -> `q` f32 [N, actions, heads]. */
  readonly onnx: Uint8Array;
  readonly features: readonly ExportedFeature[];
  readonly objectives: readonly string[];
  readonly choice: NetChoice;
  readonly probes: readonly ProbeRow[];
}

/** Two actions this close (in weighted rewards, relative to the larger) could swap by rounding: such a row is no probe. */
const closest = 1e-5;

/**
 * A learned net with its feature list and up to `most` probe rows with the actions expected for them. `context` are the columns the net was learned on;
 * the weights of `choice` are one per head of the net, already divided by the objectives' divisors.
 */
export function exportNetwork(record: NetworkRecord, context: readonly ContextColumn[], choice: NetChoice, most = 100): ExportedNetwork {
  const network = networkOf(record);
  const rows = context[0]?.data.length ?? 0;
  const { actions, heads, inputs: width } = network.shape;
  const probes: ProbeRow[] = [];
  // Spread over the log; some of them are too close to call.
  const tried = Math.min(rows, 2 * most);
  const places = Int32Array.from({ length: tried }, (_, place) => Math.floor((place * rows) / tried));
  const values = applyNetInputs(context, network.inputs, places).values;
  const inputs = values.length === tried * width ? values : new Float32Array(tried * width);
  const answers = networkForward(network, inputs, tried);
  places.forEach((row, place) => {
    if (probes.length === most) return;
    const known = Object.fromEntries(context.map((column) => [column.name, valueAt(column, row)]));
    const scores = scoresOf(choice, answers.subarray(place * actions * heads, (place + 1) * actions * heads), known);
    const action = clearAction(scores);
    if (action === undefined) return;
    probes.push({ context: known, inputs: [...inputs.subarray(place * width, (place + 1) * width)], action });
  });
  return {
    onnx: buildQNetExport(network),
    features: featureList(network.inputs, context, network.inputNames),
    objectives: network.objectives,
    choice,
    probes,
  };
}

/** The best action; undefined where another is too close to it. */
function clearAction(scores: readonly number[] | number): number | undefined {
  if (typeof scores === 'number') return scores;
  const [first = 0, second = -Infinity] = scores.toSorted((a, b) => b - a);
  return first - second < closest * Math.max(Math.abs(first), 1e-9) ? undefined : scores.indexOf(first);
}

/** How each input of a net is made from the named columns. */
export function featureList(inputs: NetInputs, context: readonly ContextColumn[], names: readonly string[]): readonly ExportedFeature[] {
  const plain = inputs.plain.map((rule, index): ExportedFeature => {
    const column = context[rule.column];
    const base = { input: names[index] ?? '', column: column?.name ?? '' };
    if (rule.type === 'number') return { ...base, type: 'number', mean: rule.mean, deviation: rule.deviation };
    if (rule.type === 'missing') return { ...base, type: 'missing' };
    return { ...base, type: 'level', levels: rule.codes.map((code) => column?.levels?.[code] ?? code) };
  });
  const logs = inputs.logs.flatMap((rule, index): ExportedFeature[] =>
    rule.type === 'number'
      ? [
          {
            input: names[inputs.plain.length + index] ?? '',
            column: context[inputs.logColumns[rule.column] ?? -1]?.name ?? '',
            type: 'log1p',
            mean: rule.mean,
            deviation: rule.deviation,
          },
        ]
      : [],
  );
  return [...plain, ...logs];
}

function valueAt({ kind, data, levels }: ContextColumn, row: number): number | string | null {
  const value = data[row] ?? Number.NaN;
  if (kind === 'numeric') return Number.isNaN(value) ? null : value;
  return value < 0 ? null : (levels?.[value] ?? value);
}
