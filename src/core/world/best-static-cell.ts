import { clickOutcome, hideOutcome, longClickOutcome, outboundOutcome, outcomeCount, p2pOutcome, saveOutcome } from './outcomes.ts';
import type { RewardStudy } from './reward-study.ts';

export interface StaticCell {
  readonly action: number;
  /** The smaller of the relative gains on saves and p2p. */
  readonly gain: number;
  /** The worst relative change of the other rewards, hides counted downwards. */
  readonly worstOther: number;
  /** Actions, production among them, that lower neither saves nor p2p and no other reward by over 1%. */
  readonly notWorse: number;
}

/**
 * The static action that gains most on saves and p2p together, in the cohort to which production adds its boost of partner items, while no other reward falls
 * by over 1%.
 */
export function bestStaticCell(study: RewardStudy): StaticCell {
  const { states, actions, boosted, halves } = study;
  const mean = (action: number, outcome: number) => {
    let total = 0;
    for (let state = 0; state < states; state += 1) {
      if (boosted[state] !== 1) continue;
      const at = (state * actions + action) * outcomeCount + outcome;
      total += (halves[0][at] ?? 0) + (halves[1][at] ?? 0);
    }
    return total;
  };
  const production = (actions - 1) / 2;
  let best = { action: production, gain: 0, worstOther: 0 };
  let notWorse = 0;
  for (let action = 0; action < actions; action += 1) {
    const change = (outcome: number) => mean(action, outcome) / mean(production, outcome) - 1;
    const gain = Math.min(change(saveOutcome), change(p2pOutcome));
    const worstOther = Math.min(change(clickOutcome), change(longClickOutcome), change(outboundOutcome), -change(hideOutcome));
    if (worstOther >= -0.01 && gain >= 0) notWorse += 1;
    if (worstOther >= -0.01 && gain > best.gain) best = { action, gain, worstOther };
  }
  return { ...best, notWorse };
}
