import { thresholds } from '../ope/thresholds.ts';
import type { Predictions } from './predictions.ts';
import { RowEnvelope } from './row-envelope.ts';
import { StepCollector, type StepSums } from './step-sums.ts';

/** Rows with predictions of two objectives, and what was logged in them. */
export interface CurveRows {
  readonly n: number;
  readonly arms: number;
  readonly production: number | undefined;
  /** What makes the objectives comparable before alpha is applied. */
  readonly divisors: readonly [number, number];
  readonly predictions: readonly [Predictions, Predictions];
  readonly rewards: readonly [Float64Array, Float64Array];
  readonly action: Int32Array;
  /** 1 / propensity of what was logged: the action, or the whole slate where `slates` is given. */
  readonly inverse: Float64Array;
  /** Actions that gave the logged slate, as bits; where absent, only the logged action matches. */
  readonly slates: SlateMasks | undefined;
  /** 1 in the uniform part of the log, which alone counts for Reward@HIT; or whether every row is of it. */
  readonly explored: Uint8Array | boolean;
}

/** Bit a of row i is set where action a gives the logged slate; actions from 32 on are in `high`. */
export interface SlateMasks {
  readonly low: Uint32Array;
  readonly high: Uint32Array;
}

type Pair = readonly [number, number];

/** Everything of one alpha, for the first and the second objective. */
export interface CurvePoint {
  readonly hits: number;
  /** Kish effective sample size. */
  readonly ess: number;
  readonly effectiveEvents: Pair;
  readonly dm: Pair;
  readonly dr: Pair;
  readonly ips: Pair;
  readonly snips: Pair;
  /** Rows of the uniform part whose logged action is the policy's own, and their mean rewards (NaN without any). */
  readonly exploredHits: number;
  readonly rewardAtHit: Pair;
}

/** Columns of the sums over hits; those of an objective come in twos. */
const sums = { count: 0, weight: 1, square: 2, reward: 3, rewardSquare: 5, residual: 7, explored: 9, exploredReward: 10 } as const;
const sumCount = 12;
/** Rows between two pauses. */
const slice = 256;

/**
 * The value of the policy of every alpha at once. Each row's choice is a step function of alpha; the steps of all rows are put in order once, so that any
 * alpha is a matter of microseconds. Equal to choosing and adding up anew at that alpha, up to the rounding of the sums; counts are equal.
 */
export class AlphaCurve {
  /** Where the direct method's sums change. */
  readonly steps: StepSums;
  readonly #n: number;
  readonly #hits: StepSums;
  readonly #direct = new Float64Array(2);
  readonly #hit = new Float64Array(sumCount);

  constructor(n: number, steps: StepSums, hits: StepSums) {
    this.#n = n;
    this.steps = steps;
    this.#hits = hits;
  }

  at(alpha: number): CurvePoint {
    this.steps.at(alpha, this.#direct);
    this.#hits.at(alpha, this.#hit);
    const n = this.#n;
    const hit = (which: number) => this.#hit[which] ?? 0;
    const dm = both((objective) => (this.#direct[objective] ?? 0) / n);
    const count = Math.round(hit(sums.count));
    return {
      hits: count,
      ess: count === 0 ? 0 : hit(sums.weight) ** 2 / hit(sums.square),
      effectiveEvents: both((objective) => {
        const squares = hit(sums.rewardSquare + objective);
        return count === 0 || squares === 0 ? 0 : hit(sums.reward + objective) ** 2 / squares;
      }),
      dm,
      dr: both((objective) => dm[objective] + hit(sums.residual + objective) / n),
      ips: both((objective) => hit(sums.reward + objective) / n),
      snips: both((objective) => hit(sums.reward + objective) / hit(sums.weight)),
      exploredHits: hit(sums.explored),
      rewardAtHit: both((objective) => hit(sums.exploredReward + objective) / hit(sums.explored)),
    };
  }
}

/** Whether a point of the curve rests on too few hits or events for a number. */
export function tooLittle({ hits, effectiveEvents }: Pick<CurvePoint, 'hits' | 'effectiveEvents'>): boolean {
  return hits < thresholds.refuseHits || effectiveEvents.some((events) => !(events >= thresholds.refuseEffectiveEvents));
}

/** Builds the curve: one pass over the rows, then the order of their steps. Pauses every few hundred microseconds. */
export function* buildAlphaCurve(rows: CurveRows): Generator<void, AlphaCurve> {
  const pass = new CurvePass(rows);
  for (let from = 0; from < rows.n; from += slice) {
    pass.add(from, Math.min(from + slice, rows.n));
    yield;
  }
  return new AlphaCurve(rows.n, yield* pass.steps.finish(pass.totals), yield* pass.hits.finish(pass.atStart));
}

/** What the rows add, slice by slice; a plain method, which is compiled better than a body that pauses. */
class CurvePass {
  readonly steps: StepCollector;
  readonly hits: StepCollector;
  /** Sums of the direct method, and of the hits, at alpha = 0. */
  readonly totals = new Float64Array(2);
  readonly atStart = new Float64Array(sumCount);
  readonly #rows: CurveRows;
  readonly #envelope: RowEnvelope;
  readonly #values = new Float64Array(sumCount);

  constructor(rows: CurveRows) {
    this.#rows = rows;
    this.#envelope = new RowEnvelope(rows.predictions[0], rows.predictions[1], rows.divisors, rows.arms, rows.production);
    this.steps = new StepCollector(2, rows.n, this.#envelope.arm.length);
    this.hits = new StepCollector(sumCount, rows.n);
  }

  add(from: number, to: number): void {
    const { steps } = this;
    const envelope = this.#envelope;
    const [one, two] = this.#rows.predictions;
    const preference0 = one.preference;
    const preference1 = two.preference;
    // Where one row of preferences stands for all, its envelope is found once.
    const alike = one.stride === 0 && two.stride === 0;
    const each = alike ? this.#rows.n : 1;
    let total0 = this.totals[0] ?? 0;
    let total1 = this.totals[1] ?? 0;
    for (let row = from; row < to; row += 1) {
      total0 += one.base[row] ?? 0;
      total1 += two.base[row] ?? 0;
      if (!alike || row === 0) {
        envelope.find(row);
        const { arm, from: starts, count } = envelope;
        const place0 = row * one.stride;
        const place1 = row * two.stride;
        let value0 = preference0[place0 + (arm[0] ?? 0)] ?? 0;
        let value1 = preference1[place1 + (arm[0] ?? 0)] ?? 0;
        total0 += each * value0;
        total1 += each * value1;
        steps.reserve(count);
        const { room } = steps;
        let { used } = steps;
        for (let stretch = 1; stretch < count; stretch += 1) {
          const best = arm[stretch] ?? 0;
          const new0 = preference0[place0 + best] ?? 0;
          const new1 = preference1[place1 + best] ?? 0;
          room[used] = starts[stretch] ?? 0;
          room[used + 1] = each * (new0 - value0);
          room[used + 2] = each * (new1 - value1);
          used += 3;
          value0 = new0;
          value1 = new1;
        }
        steps.used = used;
      }
      this.#addHits(row);
    }
    this.totals[0] = total0;
    this.totals[1] = total1;
  }

  /** The stretches on which the row's logged action (or slate) is the policy's own. */
  #addHits(row: number): void {
    const rows = this.#rows;
    const { arm, count } = this.#envelope;
    if (rows.slates === undefined) {
      const own = rows.action[row] ?? 0;
      for (let stretch = 0; stretch < count; stretch += 1) if (arm[stretch] === own) this.#addHit(row, stretch, own);
    } else {
      for (let stretch = 0; stretch < count; stretch += 1) {
        const best = arm[stretch] ?? 0;
        if (matches(rows, row, best)) this.#addHit(row, stretch, best);
      }
    }
  }

  #addHit(row: number, stretch: number, arm: number): void {
    const { from, count } = this.#envelope;
    const values = this.#values;
    describeHit(this.#rows, row, arm, values);
    if (stretch === 0)
      for (let column = 0; column < sumCount; column += 1) this.atStart[column] = (this.atStart[column] ?? 0) + (values[column] ?? 0);
    else this.hits.addAll(from[stretch] ?? 0, values, 1);
    if (stretch + 1 < count) this.hits.addAll(from[stretch + 1] ?? 0, values, -1);
  }
}

/** Whether the logged row counts for a policy that takes `arm`. */
export function matches(rows: Pick<CurveRows, 'slates' | 'action'>, row: number, arm: number): boolean {
  const { slates } = rows;
  if (slates === undefined) return rows.action[row] === arm;
  const word = arm < 32 ? slates.low[row] : slates.high[row];
  return (((word ?? 0) >>> (arm & 31)) & 1) === 1;
}

function describeHit(rows: CurveRows, row: number, arm: number, into: Float64Array): void {
  const { explored } = rows;
  const weight = rows.inverse[row] ?? 0;
  const uniform = typeof explored === 'boolean' ? explored : explored[row] === 1;
  into[sums.count] = 1;
  into[sums.weight] = weight;
  into[sums.square] = weight * weight;
  into[sums.explored] = uniform ? 1 : 0;
  for (let objective = 0; objective < 2; objective += 1) {
    const reward = (objective === 0 ? rows.rewards[0] : rows.rewards[1])[row] ?? 0;
    const part = objective === 0 ? rows.predictions[0] : rows.predictions[1];
    const predicted = (part.base[row] ?? 0) + (part.preference[row * part.stride + arm] ?? 0);
    const event = weight * reward;
    into[sums.reward + objective] = event;
    into[sums.rewardSquare + objective] = event * event;
    into[sums.residual + objective] = weight * (reward - predicted);
    into[sums.exploredReward + objective] = uniform ? reward : 0;
  }
}

function both(value: (objective: 0 | 1) => number): Pair {
  return [value(0), value(1)];
}
