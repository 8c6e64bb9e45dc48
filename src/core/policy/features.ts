import type { ContextColumn } from './exploration-data.ts';
import { finish } from './progress.ts';

/** A dense row-major matrix of model inputs. */
export interface FeatureMatrix {
  readonly width: number;
  readonly values: Float32Array;
}

/** How context columns become inputs; learned on some rows, applied to all. */
export type FeatureRule =
  | { readonly type: 'number'; readonly column: number; readonly mean: number; readonly deviation: number }
  | { readonly type: 'missing'; readonly column: number }
  | { readonly type: 'level'; readonly column: number; readonly codes: readonly number[] };

/** Levels below this share of the learning rows are pooled; at most so many inputs are made. */
const leastShare = 0.01;
const mostInputs = 160;
const slice = 16_384;

/**
 * Numbers are standardised (missing values become the mean, with an input that says so); categories become one input per frequent level, rare levels
 * together one more. The most frequent level is the baseline and has none.
 */
export function* learningFeatures(context: readonly ContextColumn[], learn: Int32Array): Generator<void, readonly FeatureRule[]> {
  const rules: FeatureRule[] = [];
  for (const [index, column] of context.entries()) {
    if (rules.length >= mostInputs) break;
    rules.push(...(yield* column.kind === 'numeric' ? numberRules(column, index, learn) : levelRules(column, index, learn)));
    yield;
  }
  return rules.slice(0, mostInputs);
}

/** The inputs of the given rows; pauses after each. */
export function* applyingFeatures(
  context: readonly ContextColumn[],
  rules: readonly FeatureRule[],
  rows: Int32Array,
): Generator<void, FeatureMatrix> {
  const width = rules.length;
  const values = new Float32Array(rows.length * width);
  for (const [input, rule] of rules.entries()) {
    const data = context[rule.column]?.data;
    if (data === undefined) continue;
    const codes = rule.type === 'level' ? new Set(rule.codes) : undefined;
    for (let place = 0; place < rows.length; place += 1) {
      const value = data[rows[place] ?? 0] ?? Number.NaN;
      let result: number;
      if (rule.type === 'number') result = Number.isNaN(value) ? 0 : Math.max(-8, Math.min(8, (value - rule.mean) / rule.deviation));
      else if (rule.type === 'missing') result = Number.isNaN(value) ? 1 : 0;
      else result = codes?.has(value) === true ? 1 : 0;
      values[place * width + input] = result;
      if (place % slice === slice - 1) yield;
    }
    yield;
  }
  return { width, values };
}

/** As `learningFeatures`, without pauses. */
export function learnFeatures(context: readonly ContextColumn[], learn: Int32Array): readonly FeatureRule[] {
  return finish(learningFeatures(context, learn));
}

/** As `applyingFeatures`, without pauses. */
export function applyFeatures(context: readonly ContextColumn[], rules: readonly FeatureRule[], rows: Int32Array): FeatureMatrix {
  return finish(applyingFeatures(context, rules, rows));
}

function* numberRules(column: ContextColumn, index: number, learn: Int32Array): Generator<void, FeatureRule[]> {
  let count = 0;
  let total = 0;
  let squares = 0;
  for (let place = 0; place < learn.length; place += 1) {
    if (place % slice === slice - 1) yield;
    const value = column.data[learn[place] ?? 0] ?? Number.NaN;
    if (Number.isNaN(value)) continue;
    count += 1;
    // Welford's update: no cancellation for large means.
    const difference = value - total;
    total += difference / count;
    squares += difference * (value - total);
  }
  const deviation = Math.sqrt(squares / count);
  const rules: FeatureRule[] = [];
  if (deviation > 0) rules.push({ type: 'number', column: index, mean: total, deviation });
  const told = column.missingTold === true;
  if (!told && count < learn.length * (1 - leastShare) && count > learn.length * leastShare) rules.push({ type: 'missing', column: index });
  return rules;
}

function* levelRules(column: ContextColumn, index: number, learn: Int32Array): Generator<void, FeatureRule[]> {
  const counts = new Map<number, number>();
  for (let place = 0; place < learn.length; place += 1) {
    const code = column.data[learn[place] ?? 0] ?? -1;
    counts.set(code, (counts.get(code) ?? 0) + 1);
    if (place % slice === slice - 1) yield;
  }
  const sorted = [...counts].sort((a, b) => b[1] - a[1] || a[0] - b[0]);
  const frequent = sorted.filter(([, count]) => count >= leastShare * learn.length);
  const rare = sorted.filter(([, count]) => count < leastShare * learn.length).map(([code]) => code);
  const rareRows = rare.reduce((sum, code) => sum + (counts.get(code) ?? 0), 0);
  const rules: FeatureRule[] = frequent.slice(1).map(([code]) => ({ type: 'level', column: index, codes: [code] }));
  if (rareRows >= leastShare * learn.length && frequent.length > 0) rules.push({ type: 'level', column: index, codes: rare });
  return rules;
}
