import { outcomeCount } from '../../world/outcomes.ts';
import type { RewardStudy } from '../../world/reward-study.ts';

/** Which group a state of a study belongs to, from 0. */
export type StateGroup = (study: RewardStudy, state: number) => number;

/**
 * The rewards of several studies with the users of one group taken together: what they share stays, and what is theirs alone (interests, candidates) averages
 * out. Coarser than a state per user, so what personalising adds is a lower bound; and few enough choices that they cannot fit the noise of the requests they
 * were chosen on. Values are totals, as large groups weigh more.
 */
export function poolStates(studies: readonly RewardStudy[], groups: number, groupOf: StateGroup): RewardStudy {
  const actions = studies[0]?.actions ?? 0;
  const size = actions * outcomeCount;
  const pool = (half: 0 | 1) => {
    const totals = new Float64Array(groups * size);
    for (const study of studies) {
      const values = study.halves[half];
      for (let state = 0; state < study.states; state += 1) {
        const group = groupOf(study, state);
        for (let place = 0; place < size; place += 1)
          totals[group * size + place] = (totals[group * size + place] ?? 0) + (values[state * size + place] ?? 0);
      }
    }
    return totals;
  };
  const none = new Uint8Array(groups);
  return { states: groups, actions, cohort: none, boosted: none, core: none, halves: [pool(0), pool(1)], oracle: [] };
}
