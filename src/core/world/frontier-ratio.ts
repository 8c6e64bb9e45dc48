import { hypervolume } from '../pareto/hypervolume.ts';
import { bestMix, type PolicyColumn } from './constrained-best.ts';
import { clickOutcome, hideOutcome, longClickOutcome, outboundOutcome, outcomeCount, p2pOutcome, saveOutcome } from './outcomes.ts';
import type { RewardStudy } from './reward-study.ts';

const heldOutcomes = [clickOutcome, longClickOutcome, outboundOutcome, hideOutcome];

/** Save and p2p as multiples of production's. */
export type RelativePoint = readonly [save: number, p2p: number];

export interface FrontierRatio {
  /** Hypervolume of the personalised frontier over that of the static one, by reference point. */
  readonly ratio: { readonly production: number; readonly origin: number; readonly nadir: number };
  readonly personalised: readonly RelativePoint[];
  readonly fixed: readonly RelativePoint[];
  /** Largest relative change of a held outcome along the personalised frontier, on the requests that did not choose it. */
  readonly worstDrift: number;
}

interface Policy extends PolicyColumn {
  /** What it earns on the requests that chose it, and on the other half: totals per outcome, relative to production. */
  readonly own: Float64Array;
  readonly other: Float64Array;
}

const directions = 17;

/**
 * What choosing by the user's state can add, by exact rewards: every policy is chosen on one half of the requests and valued on the other, holds clicks, long
 * clicks, outbound and hides within `tolerance` of production, and may mix at random; the static side may mix as well.
 */
export function frontierRatio(study: RewardStudy, tolerance = 0.01): FrontierRatio {
  const choose = new Totals(study, 0);
  const fixedPolicies = [choose.production, ...Array.from({ length: study.actions }, (_, action) => choose.fixed(action))];
  const personalised: RelativePoint[] = [];
  const fixed: RelativePoint[] = [];
  let worstDrift = 0;
  for (let step = 0; step < directions; step += 1) {
    const lean = step / (directions - 1);
    const direction: RelativePoint = [1 - lean, lean];
    fixed.push(valueOf(fixedPolicies, bestMix(toward(fixedPolicies, direction), tolerance).shares).point);
    const columns: Policy[] = [...fixedPolicies];
    for (let round = 0; round < 60; round += 1) {
      const mix = bestMix(toward(columns, direction), tolerance);
      const next = choose.personalised(direction, mix.prices);
      const known = gainOf(next, direction) - dot(next.drift, mix.prices) <= mix.gain - boundValue(mix.prices, tolerance) + 1e-9;
      if (known) break;
      columns.push(next);
    }
    const value = valueOf(columns, bestMix(toward(columns, direction), tolerance).shares);
    personalised.push(value.point);
    worstDrift = Math.max(worstDrift, value.drift);
  }
  const every = [...personalised, ...fixed];
  const nadir: RelativePoint = [0.9 * Math.min(...every.map(([save]) => save)), 0.9 * Math.min(...every.map(([, p2p]) => p2p))];
  const ratioAt = (reference: RelativePoint) => volume(personalised, reference) / volume(fixed, reference);
  return { ratio: { production: ratioAt([0.9, 0.9]), origin: ratioAt([0, 0]), nadir: ratioAt(nadir) }, personalised, fixed, worstDrift };
}

/** Rewards of whole policies in units of production's. */
class Totals {
  readonly production: Policy;
  readonly #study: RewardStudy;
  readonly #chosen: Float64Array;
  readonly #valued: Float64Array;
  readonly #scale: Float64Array;
  readonly #otherScale: Float64Array;

  constructor(study: RewardStudy, half: 0 | 1) {
    this.#study = study;
    this.#chosen = study.halves[half];
    this.#valued = study.halves[1 - half === 0 ? 0 : 1];
    const middle = (study.actions - 1) / 2;
    const pick = () => middle;
    this.#scale = this.#sum(this.#chosen, pick);
    this.#otherScale = this.#sum(this.#valued, pick);
    this.production = this.fixed(middle);
  }

  fixed(action: number): Policy {
    return this.#policy(() => action);
  }

  /** The best action of every state at these prices. */
  personalised(direction: RelativePoint, prices: Float64Array): Policy {
    const { states, actions } = this.#study;
    const choice = new Int32Array(states);
    const worth = new Float64Array(outcomeCount);
    worth[saveOutcome] = direction[0] / (this.#scale[saveOutcome] ?? 1);
    worth[p2pOutcome] = direction[1] / (this.#scale[p2pOutcome] ?? 1);
    heldOutcomes.forEach((outcome, place) => (worth[outcome] = -(prices[place] ?? 0) / (this.#scale[outcome] ?? 1)));
    for (let state = 0; state < states; state += 1) {
      let most = -Infinity;
      for (let action = 0; action < actions; action += 1) {
        const at = (state * actions + action) * outcomeCount;
        let value = 0;
        for (let outcome = 0; outcome < outcomeCount; outcome += 1) value += (worth[outcome] ?? 0) * (this.#chosen[at + outcome] ?? 0);
        if (value > most) {
          most = value;
          choice[state] = action;
        }
      }
    }
    return this.#policy((state) => choice[state] ?? 0);
  }

  #policy(pick: (state: number) => number): Policy {
    const own = relative(this.#sum(this.#chosen, pick), this.#scale);
    const other = relative(this.#sum(this.#valued, pick), this.#otherScale);
    return { gain: 0, drift: heldOutcomes.map((outcome) => (own[outcome] ?? 1) - 1), own, other };
  }

  #sum(values: Float64Array, pick: (state: number) => number): Float64Array {
    const total = new Float64Array(outcomeCount);
    const { states, actions } = this.#study;
    for (let state = 0; state < states; state += 1) {
      const at = (state * actions + pick(state)) * outcomeCount;
      for (let outcome = 0; outcome < outcomeCount; outcome += 1) total[outcome] = (total[outcome] ?? 0) + (values[at + outcome] ?? 0);
    }
    return total;
  }
}

function relative(values: Float64Array, scale: Float64Array): Float64Array {
  return values.map((value, outcome) => value / (scale[outcome] ?? 1));
}

function gainOf(policy: Policy, direction: RelativePoint): number {
  return direction[0] * (policy.own[saveOutcome] ?? 0) + direction[1] * (policy.own[p2pOutcome] ?? 0);
}

function toward(policies: readonly Policy[], direction: RelativePoint): readonly PolicyColumn[] {
  return policies.map((policy) => ({ gain: gainOf(policy, direction), drift: policy.drift }));
}

function valueOf(policies: readonly Policy[], shares: Float64Array): { readonly point: RelativePoint; readonly drift: number } {
  const mean = (outcome: number) => policies.reduce((sum, policy, place) => sum + (shares[place] ?? 0) * (policy.other[outcome] ?? 0), 0);
  return { point: [mean(saveOutcome), mean(p2pOutcome)], drift: Math.max(...heldOutcomes.map((outcome) => Math.abs(mean(outcome) - 1))) };
}

function dot(drift: readonly number[], prices: Float64Array): number {
  return drift.reduce((sum, value, place) => sum + value * (prices[place] ?? 0), 0);
}

function boundValue(prices: Float64Array, tolerance: number): number {
  return prices.reduce((sum, price) => sum + Math.abs(price) * tolerance, 0);
}

/** Area above the reference under the frontier; mixing at random joins neighbouring points by straight lines, here by 40 steps each. */
function volume(points: readonly RelativePoint[], reference: RelativePoint): number {
  const joined = points.flatMap((point, place) => {
    const next = points[place + 1] ?? point;
    return Array.from({ length: 40 }, (_, step) => [
      -(point[0] + (step / 40) * (next[0] - point[0])),
      -(point[1] + (step / 40) * (next[1] - point[1])),
    ]);
  });
  return hypervolume(joined, [-reference[0], -reference[1]]);
}
