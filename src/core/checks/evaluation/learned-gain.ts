import { choicesAt } from '../../policy/choice-table.ts';
import { divisorsOf } from '../../policy/divisors.ts';
import type { ExplorationData } from '../../policy/exploration-data.ts';
import { learnPredictions } from '../../policy/learn-predictions.ts';
import type { Predictions } from '../../policy/predictions.ts';
import { RowEnvelope } from '../../policy/row-envelope.ts';
import { mixedArea } from '../../policy/static-frontier.ts';

/** Exact expected rewards of some rows of a log: `actions` x 2 values per row, of the first and the second objective. */
export interface ExactRewards {
  readonly rows: Int32Array;
  readonly values: Float64Array;
}

/** What a learned personalised frontier is worth by exact rewards, randomising allowed on both sides. */
export interface LearnedGain {
  /** Area over that of the mixed static frontier, above 0.9 x production; the static side knows which actions are best by exact rewards. */
  readonly ratio: number;
  /** The same with the static side chosen as the other one is, from what was learned: the ratio of a world's card, where both sides are chosen on one half. */
  readonly likeRatio: number;
  /** The same for a policy that knows each request's exact rewards: a ceiling that no learner reaches. */
  readonly ceiling: number;
  /** Relative gain on the first objective over the mixed static frontier at equal second objective: the least and the middle one over the middle 80% of the frontier. */
  readonly leastGain: number;
  readonly middleGain: number;
}

const even = Array.from({ length: 41 }, (_, step) => step / 40);
const placed = 120;
const fine = Array.from({ length: 2_001 }, (_, step) => step / 2_000);

/** An even grid, and more where choices change: trade-offs may all lie in a narrow band of alpha. */
function alphasFor(rows: Parameters<typeof choicesAt>[0]): readonly number[] {
  const envelope = new RowEnvelope(rows.predictions[0], rows.predictions[1], rows.divisors, rows.arms, rows.production);
  const alike = rows.predictions[0].stride === 0 && rows.predictions[1].stride === 0;
  const changes: number[] = [];
  for (let row = 0; row < (alike ? 1 : rows.n); row += 1) {
    envelope.find(row);
    for (let stretch = 1; stretch < envelope.count; stretch += 1) changes.push(envelope.from[stretch] ?? 0);
  }
  changes.sort((a, b) => a - b);
  const step = Math.max(1, changes.length / placed);
  const between = Array.from({ length: Math.floor(changes.length / step) }, (_, place) => {
    const at = Math.floor(place * step);
    return ((changes[at] ?? 0) + (changes[at + 1] ?? 1)) / 2;
  });
  return [...even, ...between].filter((alpha) => alpha >= 0 && alpha <= 1).sort((a, b) => a - b);
}

/**
 * Learns on the rows of `learn` and values the policy of every alpha on the rows of `exact`, whose users are others. `predictions` are those of a learner
 * from outside, over the rows of `exact`.
 */
export function* learnedGain(
  data: ExplorationData,
  learn: Int32Array,
  exact: ExactRewards,
  seed: number,
  predictions?: readonly Predictions[],
): Generator<unknown, LearnedGain> {
  const arms = data.actions.length;
  const production = data.production ?? 0;
  const options = { dataset: '', log: '', learner: 'prl-puts', estimator: 'dr', level: 0.95, learnShare: 0.5, seed } as const;
  const learned = yield* learnPredictions(
    { ...data, others: [] },
    learn,
    exact.rows,
    options,
    predictions === undefined ? undefined : { predictions },
  );
  const [first, second] = learned.predictions;
  if (first === undefined || second === undefined) throw new Error('two objectives are expected');
  const divisors = divisorsOf(data, learn).values;
  const n = exact.rows.length;
  const rows = { n, arms, production, divisors: [divisors[0] ?? 1, divisors[1] ?? 1] as const, predictions: [first, second] as const };
  const personalised = (yield* choicesAt(rows, alphasFor(rows))).map((chosen) => valueOf(exact, arms, (row) => chosen[row] ?? 0));
  const truth = ([0, 1] as const).map((objective): Predictions => ({
    base: new Float64Array(n),
    preference: Float32Array.from({ length: n * arms }, (_, place) => exact.values[2 * place + objective] ?? 0),
    stride: arms,
  }));
  const [trueFirst = first, trueSecond = second] = truth;
  const knowingRows = { ...rows, predictions: [trueFirst, trueSecond] as const };
  const knowing = (yield* choicesAt(knowingRows, alphasFor(knowingRows))).map((chosen) => valueOf(exact, arms, (row) => chosen[row] ?? 0));
  const fixed = Array.from({ length: arms }, (_, arm) => valueOf(exact, arms, () => arm));
  const alike = yield* choicesAt({ ...rows, n: 1, predictions: [averaged(first, n, arms), averaged(second, n, arms)] as const }, fine);
  const likeFixed = [...new Set(alike.map((chosen) => chosen[0] ?? production))].map((arm) => fixed[arm] ?? []);
  const base = fixed[production] ?? [0, 0];
  const reference = base.map((value) => 0.9 * value);
  const staticArea = mixedArea(fixed, reference);
  const seconds = personalised.map(([, value]) => value);
  const [low, high] = [Math.min(...seconds), Math.max(...seconds)];
  const gains = personalised
    .filter(([, value]) => value >= low + 0.1 * (high - low) && value <= high - 0.1 * (high - low))
    .map(([value, other]) => value / bestFirst(fixed, other) - 1)
    .sort((a, b) => a - b);
  return {
    ratio: mixedArea(personalised, reference) / staticArea,
    likeRatio: mixedArea(personalised, reference) / mixedArea(likeFixed, reference),
    ceiling: mixedArea(knowing, reference) / staticArea,
    leastGain: gains[0] ?? Number.NaN,
    middleGain: gains[gains.length >> 1] ?? Number.NaN,
  };
}

/** One row of mean preferences: what the single best action is picked by. */
function averaged({ preference, stride }: Predictions, rows: number, arms: number): Predictions {
  if (stride === 0) return { base: new Float64Array(1), preference, stride };
  const mean = new Float32Array(arms);
  for (let row = 0; row < rows; row += 1)
    for (let arm = 0; arm < arms; arm += 1) mean[arm] = (mean[arm] ?? 0) + (preference[row * stride + arm] ?? 0) / rows;
  return { base: new Float64Array(1), preference: mean, stride: 0 };
}

function valueOf({ rows, values }: ExactRewards, arms: number, choose: (row: number) => number): readonly [number, number] {
  let first = 0;
  let second = 0;
  for (let row = 0; row < rows.length; row += 1) {
    const at = 2 * (row * arms + choose(row));
    first += values[at] ?? 0;
    second += values[at + 1] ?? 0;
  }
  return [first / rows.length, second / rows.length];
}

/** The most of the first objective that a mix of the policies reaches with at least `second` of the second. */
function bestFirst(policies: readonly (readonly [number, number])[], second: number): number {
  let best = Number.NaN;
  for (const [x1, y1] of policies) {
    if (y1 >= second && !(x1 <= best)) best = x1;
    for (const [x2, y2] of policies) {
      if (y1 < second || y2 >= second) continue;
      const share = (second - y2) / (y1 - y2);
      const value = share * x1 + (1 - share) * x2;
      if (!(value <= best)) best = value;
    }
  }
  return best;
}
