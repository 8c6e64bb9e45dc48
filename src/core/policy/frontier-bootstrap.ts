import type { Influence } from '../ope/influence.ts';
import { hypervolume } from '../pareto/hypervolume.ts';
import { bootstrapSums, mostGroups } from './bootstrap.ts';
import { mixReaches } from './static-frontier.ts';
import type { BootstrapShares, Guardrail } from './sweep-result.ts';

/** Headline influences of one policy: the objectives, then the guardrails in their order. */
export interface BootstrapPolicy {
  readonly objectives: readonly Influence[];
  readonly guardrails: readonly Influence[];
}

export interface FrontierBootstrap {
  readonly shares: readonly BootstrapShares[];
  /** Mean over the replicates of the hypervolume of whatever is efficient in each. */
  readonly meanHypervolume: number;
  readonly groups: number;
}

/**
 * Resamples users whole: every policy, production and the single actions in the same replicates, each estimate by its influence. What share of the
 * resampled logs shows something is not the probability that it is so; Verify says how the two compare.
 */
export function* bootstrapFrontier(input: {
  readonly policies: readonly BootstrapPolicy[];
  readonly production: BootstrapPolicy;
  readonly statics: readonly (readonly Influence[])[];
  readonly guardrails: readonly Guardrail[];
  readonly reference: readonly number[];
  readonly replicates: number;
  readonly seed: number;
}): Generator<void, FrontierBootstrap> {
  const { policies, production, statics, guardrails, reference, replicates, seed } = input;
  const columns = [
    ...policies.flatMap((policy) => [...policy.objectives, ...policy.guardrails]),
    ...production.objectives,
    ...production.guardrails,
    ...statics.flat(),
  ];
  const units = columns[0]?.terms.length ?? 0;
  const groups = Math.min(units, mostGroups);
  const sums = new Float64Array(groups * columns.length);
  for (const [column, { terms }] of columns.entries()) {
    for (let unit = 0; unit < units; unit += 1) {
      const at = (unit % groups) * columns.length + column;
      sums[at] = (sums[at] ?? 0) + (terms[unit] ?? 0) / units;
    }
    yield;
  }
  const made = yield* bootstrapSums({ groups, columns: columns.length, sums }, seed, 0, replicates);
  const objectives = production.objectives.length;
  const width = objectives + guardrails.length;
  const productionAt = policies.length * width;
  const staticsAt = productionAt + width;
  const values = new Float64Array(columns.length);
  const counts = policies.map(() => ({ beats: 0, beaten: 0, held: guardrails.map(() => 0), all: 0 }));
  const turned = reference.map((value) => -value);
  let volumes = 0;
  for (let replicate = 0; replicate < replicates; replicate += 1) {
    columns.forEach(({ value }, column) => (values[column] = value + (made[replicate * columns.length + column] ?? 0)));
    const row = (at: number) => Array.from(values.subarray(at, at + objectives));
    const arms = statics.map((_, arm) => row(staticsAt + arm * objectives));
    const base = row(productionAt);
    const points = policies.map((_, policy) => row(policy * width));
    points.forEach((point, policy) => {
      const count = counts[policy];
      if (count === undefined) return;
      if (point.every((value, objective) => value > (base[objective] ?? 0))) count.beats += 1;
      if (mixReaches(arms, point)) count.beaten += 1;
      let all = true;
      guardrails.forEach(({ sense, margin }, index) => {
        const was = values[productionAt + objectives + index] ?? 0;
        const change = (values[policy * width + objectives + index] ?? 0) / was - 1;
        if ((sense === 'more' ? change : -change) >= -margin) count.held[index] = (count.held[index] ?? 0) + 1;
        else all = false;
      });
      if (all) count.all += 1;
    });
    volumes += hypervolume(
      points.map((point) => point.map((value) => -value)),
      turned,
    );
    if (replicate % 2 === 1) yield;
  }
  return {
    shares: counts.map(({ beats, beaten, held, all }) => ({
      beatsProduction: beats / replicates,
      beatenByStatic: beaten / replicates,
      guardrails: Object.fromEntries(guardrails.map(({ reward }, index) => [reward, (held[index] ?? 0) / replicates])),
      allGuardrails: all / replicates,
    })),
    meanHypervolume: volumes / replicates,
    groups,
  };
}
