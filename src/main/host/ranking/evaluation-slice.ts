import type { EvaluationSlice, Measured } from '../../../contract/ranking.ts';
import { pairedBootstrap } from '../../../core/ranking/paired-bootstrap.ts';
import { ndcgAt, recallAt } from '../../../core/ranking/single-target.ts';

/** Ranks of the same users' targets by one method. */
export interface RankedMethod {
  readonly name: string;
  readonly ranks: Int32Array;
  readonly setting?: string;
}

const metrics = { recall: recallAt, ndcg: ndcgAt } as const;
type Metric = keyof typeof metrics;

/** Metrics of the bundle and the baselines over the chosen users, with paired bootstrap intervals over users. */
export function evaluationSlice(
  name: string,
  chosen: readonly number[],
  bundle: Int32Array,
  baselines: readonly RankedMethod[],
  ks: readonly number[],
  seed: number,
): EvaluationSlice {
  const methods = [{ name: '', ranks: bundle }, ...baselines];
  const series: {
    readonly method: string;
    readonly metric: Metric;
    readonly k: number;
    readonly kind: 'value' | 'difference';
    readonly values: Float64Array;
  }[] = [];
  for (const metric of ['recall', 'ndcg'] as const) {
    for (const k of ks) {
      const own = Float64Array.from(chosen, (user) => metrics[metric](bundle[user] ?? 0, k));
      for (const method of methods) {
        const values = method.name === '' ? own : Float64Array.from(chosen, (user) => metrics[metric](method.ranks[user] ?? 0, k));
        series.push({ method: method.name, metric, k, kind: 'value', values });
        if (method.name === '') continue;
        series.push({
          method: method.name,
          metric,
          k,
          kind: 'difference',
          values: own.map((value, index) => value - (values[index] ?? 0)),
        });
      }
    }
  }
  const measured = pairedBootstrap(
    series.map(({ values }) => values),
    { seed },
  );
  const pick = (method: string, metric: Metric, kind: 'value' | 'difference'): Record<string, Measured> =>
    Object.fromEntries(
      series.flatMap((entry, index) => {
        const value = measured[index];
        return value !== undefined && entry.method === method && entry.metric === metric && entry.kind === kind
          ? [[String(entry.k), value]]
          : [];
      }),
    );
  const recall = pick('', 'recall', 'value');
  return {
    name,
    n: chosen.length,
    recall,
    ndcg: pick('', 'ndcg', 'value'),
    // One target per user, so a hit is the same as its recall.
    hit: recall,
    baselines: Object.fromEntries(
      baselines.map(({ name: method, setting }) => [
        method,
        { recall: pick(method, 'recall', 'value'), ndcg: pick(method, 'ndcg', 'value'), ...(setting === undefined ? {} : { setting }) },
      ]),
    ),
    differences: Object.fromEntries(
      baselines.map(({ name: method }) => [
        method,
        { recall: pick(method, 'recall', 'difference'), ndcg: pick(method, 'ndcg', 'difference') },
      ]),
    ),
  };
}
