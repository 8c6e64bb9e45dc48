import { thresholds } from '../ope/thresholds.ts';
import { matches } from './alpha-curve.ts';
import type { ScoringRows } from './scoring-rows.ts';
import { sortKeys } from './sort-keys.ts';

/** One action per row; one action for all; or a fixed probability of each. */
export type Choice = { readonly chosen: ArrayLike<number> } | { readonly arm: number } | { readonly shares: readonly number[] };

/** Some of the rows: those whose code is `code`. */
export interface RowFilter {
  readonly codes: ArrayLike<number>;
  readonly code: number;
}

/** What a policy comes to on the rows, per independent unit: enough for every estimate, its interval and its bootstrap. */
export interface PolicySums {
  /** Rows that were added up, and rows of each unit among them. */
  readonly rows: number;
  readonly unitRows: Float64Array;
  readonly units: number;
  readonly layout: SumLayout;
  /** `layout.width` sums of each unit. */
  readonly sums: Float64Array;
  /** Rows whose logged action (or slate) the policy may take. */
  readonly hits: number;
  readonly weights: number;
  readonly squares: number;
  readonly maxWeight: number;
  /** Share of the weight that the heaviest hundredth of the weighted rows holds. */
  readonly topShare: number;
  /** Per reward: sum of weight x reward, and of its square. */
  readonly events: Float64Array;
  readonly eventSquares: Float64Array;
  readonly shares: readonly number[];
  /** Rows with a lower prediction than production's, per objective. */
  readonly losing: Float64Array;
  /** Rows that choose something else than production. */
  readonly changed: number;
}

/** Places of the columns of one unit. */
export interface SumLayout {
  readonly width: number;
  readonly objectives: number;
  readonly rewards: number;
}

const slice = 2_048;
/** Columns of an objective: prediction of the choice, correction, weight x reward, reward at uniform hits, prediction above production's. */
const perObjective = 5;

export function layoutOf(objectives: number, rewards: number): SumLayout {
  return { width: objectives * perObjective + (rewards - objectives) + 2, objectives, rewards };
}

export const column = {
  direct: (_: SumLayout, objective: number) => objective * perObjective,
  correction: (_: SumLayout, objective: number) => objective * perObjective + 1,
  weighted: (_: SumLayout, objective: number) => objective * perObjective + 2,
  atHit: (_: SumLayout, objective: number) => objective * perObjective + 3,
  above: (_: SumLayout, objective: number) => objective * perObjective + 4,
  /** Doubly robust sum of a reward that is not swept. */
  other: (layout: SumLayout, reward: number) => layout.objectives * (perObjective - 1) + reward,
  weight: (layout: SumLayout) => layout.width - 2,
  hit: (layout: SumLayout) => layout.width - 1,
} as const;

/** One pass over the rows. */
export function* addUp(rows: ScoringRows, choice: Choice, filter?: RowFilter): Generator<void, PolicySums> {
  const { n, objectives, production, inverse, explored } = rows;
  const layout = layoutOf(objectives, rows.rewards.length);
  const { width } = layout;
  const sums = new Float64Array(rows.units * width);
  const counts = new Float64Array(rows.arms);
  const events = new Float64Array(layout.rewards);
  const eventSquares = new Float64Array(layout.rewards);
  const losing = new Float64Array(objectives);
  const seen = new Weights();
  const chosen = 'chosen' in choice ? choice.chosen : undefined;
  const shares = 'shares' in choice ? choice.shares : undefined;
  const single = 'arm' in choice ? choice.arm : 0;
  const unitRows = filter === undefined ? rows.unitRows : new Float64Array(rows.units);
  let used = 0;
  let changed = 0;
  let exploredHit = 0;
  for (let row = 0; row < n; row += 1) {
    if (row % slice === slice - 1) yield;
    const unit = rows.unit[row] ?? 0;
    if (filter !== undefined) {
      if (filter.codes[row] !== filter.code) continue;
      unitRows[unit] = (unitRows[unit] ?? 0) + 1;
    }
    used += 1;
    const at = unit * width;
    const arm = chosen === undefined ? single : (chosen[row] ?? 0);
    counts[arm] = (counts[arm] ?? 0) + 1;
    if (production !== undefined && arm !== production) changed += 1;
    let weight = 0;
    if (shares !== undefined) weight = mixWeight(rows, row, shares);
    else if (matches(rows, row, arm)) weight = inverse[row] ?? 0;
    exploredHit = 0;
    if (weight > 0) {
      seen.add(weight);
      sums[at + width - 2] = (sums[at + width - 2] ?? 0) + weight;
      const uniform = typeof explored === 'boolean' ? explored : explored[row] === 1;
      exploredHit = uniform && shares === undefined && rows.action[row] === arm ? 1 : 0;
      sums[at + width - 1] = (sums[at + width - 1] ?? 0) + exploredHit;
    }
    for (let reward = 0; reward < layout.rewards; reward += 1) {
      const part = rows.predictions[reward];
      if (part === undefined) continue;
      const from = row * part.stride;
      const preference = shares === undefined ? (part.preference[from + arm] ?? 0) : mixed(part.preference, from, shares);
      const direct = (part.base[row] ?? 0) + preference;
      let correction = 0;
      if (weight > 0) {
        const value = rows.rewards[reward]?.[row] ?? 0;
        correction = weight * (value - direct);
        const event = weight * value;
        events[reward] = (events[reward] ?? 0) + event;
        eventSquares[reward] = (eventSquares[reward] ?? 0) + event * event;
        if (reward < objectives) {
          const to = at + reward * perObjective;
          sums[to + 2] = (sums[to + 2] ?? 0) + event;
          if (exploredHit === 1) sums[to + 3] = (sums[to + 3] ?? 0) + value;
        }
      }
      if (reward >= objectives) {
        const to = at + objectives * (perObjective - 1) + reward;
        sums[to] = (sums[to] ?? 0) + direct + correction;
        continue;
      }
      const to = at + reward * perObjective;
      sums[to] = (sums[to] ?? 0) + direct;
      sums[to + 1] = (sums[to + 1] ?? 0) + correction;
      if (production !== undefined && arm !== production && shares === undefined) {
        const above = preference - (part.preference[from + production] ?? 0);
        sums[to + 4] = (sums[to + 4] ?? 0) + above;
        if (above < 0) losing[reward] = (losing[reward] ?? 0) + 1;
      }
    }
  }
  return {
    rows: used,
    unitRows,
    units: rows.units,
    layout,
    sums,
    hits: seen.count,
    weights: seen.total,
    squares: seen.squares,
    maxWeight: seen.most,
    topShare: yield* seen.topShare(),
    events,
    eventSquares,
    shares: shares ?? Array.from(counts, (count) => count / Math.max(used, 1)),
    losing,
    changed,
  };
}

function mixWeight(rows: ScoringRows, row: number, shares: readonly number[]): number {
  if (rows.slates === undefined) return (shares[rows.action[row] ?? 0] ?? 0) * (rows.inverse[row] ?? 0);
  let probability = 0;
  for (let arm = 0; arm < shares.length; arm += 1) if (matches(rows, row, arm)) probability += shares[arm] ?? 0;
  return probability * (rows.inverse[row] ?? 0);
}

function mixed(preference: Float32Array, from: number, shares: readonly number[]): number {
  let value = 0;
  for (let arm = 0; arm < shares.length; arm += 1) {
    const share = shares[arm] ?? 0;
    if (share > 0) value += share * (preference[from + arm] ?? 0);
  }
  return value;
}

/** The weights of the hits, kept only where they differ enough to need sorting. */
class Weights {
  count = 0;
  total = 0;
  squares = 0;
  most = 0;
  /** How often each weight came, while they are few. */
  readonly #times = new Map<number, number>();
  #kept: Float64Array | undefined;

  add(weight: number): void {
    this.total += weight;
    this.squares += weight * weight;
    if (weight > this.most) this.most = weight;
    if (this.#kept !== undefined) {
      if (this.count === this.#kept.length) this.#kept = enlarged(this.#kept);
      this.#kept[this.count] = weight;
    } else {
      this.#times.set(weight, (this.#times.get(weight) ?? 0) + 1);
      if (this.#times.size > mostDistinct) this.#keep();
    }
    this.count += 1;
  }

  *topShare(): Generator<void, number> {
    if (this.count === 0) return 0;
    let left = Math.ceil(this.count * thresholds.topRows);
    let top = 0;
    if (this.#kept === undefined) {
      for (const [weight, times] of [...this.#times].sort((a, b) => b[0] - a[0])) {
        const taken = Math.min(times, left);
        top += taken * weight;
        left -= taken;
      }
    } else {
      const order = yield* sortKeys(this.#kept, this.count);
      for (let rank = 1; rank <= left; rank += 1) top += this.#kept[order[this.count - rank] ?? 0] ?? 0;
    }
    return top / this.total;
  }

  /** From counts to the weights themselves; their order does not matter. */
  #keep(): void {
    const kept = new Float64Array(Math.max(4_096, 2 * this.count + 2));
    let place = 0;
    for (const [weight, times] of this.#times) {
      kept.fill(weight, place, place + times);
      place += times;
    }
    this.#kept = kept;
    this.#times.clear();
  }
}

const mostDistinct = 64;

function enlarged(values: Float64Array): Float64Array {
  const larger = new Float64Array(2 * values.length);
  larger.set(values);
  return larger;
}
