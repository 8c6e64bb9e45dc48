import type { Influence } from '../ope/influence.ts';
import { standardError } from '../ope/standard-error.ts';
import { hypervolume } from '../pareto/hypervolume.ts';
import { bootstrapSums, type GroupSums, mostGroups } from './bootstrap.ts';
import type { ActionMix } from './best-mix.ts';
import { criticalValue, pointwiseErrors, type SimultaneousBands } from './simultaneous.ts';
import type { BootstrapShares, Guardrail } from './sweep-result.ts';

/** Headline influences of one policy: the objectives, then the guardrails in their order. */
export interface BootstrapPolicy {
  readonly objectives: readonly Influence[];
  readonly guardrails: readonly Influence[];
}

/** A policy and the mix of single actions it is held against, chosen without any scored reward: the best of many noisy ones would win too often. */
interface HeldPolicy extends BootstrapPolicy {
  readonly rival: ActionMix | undefined;
}

/** All that the replicates of a frontier are made from; plain data, so that it can be sent elsewhere. */
export interface Resampling extends GroupSums {
  /** What each column comes to on the log itself: the policies, production, the single actions. */
  readonly values: Float64Array;
  /** Standard errors of each policy's values, and of its lifts: [policies, objectives, 2]. */
  readonly errors: Float64Array;
  readonly policies: number;
  readonly objectives: number;
  /** Per policy, the mix it is held against: places among the single actions. */
  readonly rivals: readonly (ActionMix | undefined)[];
  readonly guardrails: readonly Guardrail[];
  readonly reference: readonly number[];
  readonly seed: number;
  readonly replicates: number;
}

/** What some of the replicates show, counted: per policy, how often it beats production, is reached by its mix of actions, holds every guardrail, and each. */
export interface ResampledCounts {
  readonly from: number;
  readonly to: number;
  /** `3 + guardrails` counts per policy. */
  readonly counts: Float64Array;
  /** Sum over the replicates of the hypervolume of whatever is efficient in each. */
  readonly volumes: number;
  /** Per replicate, the largest deviation of any policy and objective in standard errors: of the values, and of the lifts. */
  readonly maxima: { readonly values: Float64Array; readonly lifts: Float64Array };
}

export interface FrontierBootstrap {
  readonly shares: readonly BootstrapShares[];
  /** Mean over the replicates of the hypervolume of whatever is efficient in each. */
  readonly meanHypervolume: number;
  readonly simultaneous: SimultaneousBands;
}

/** Replicates of one block: whoever makes them, and in whatever order, the figures are the same to the last bit. */
const blockReplicates = 250;

/** Groups the influences of all that is resampled together: users are drawn whole, each estimate moves by its influence. */
export function* planResampling(input: {
  readonly policies: readonly HeldPolicy[];
  readonly production: BootstrapPolicy;
  readonly statics: readonly (readonly Influence[])[];
  readonly guardrails: readonly Guardrail[];
  readonly reference: readonly number[];
  readonly replicates: number;
  readonly seed: number;
}): Generator<void, Resampling> {
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
  const errors = new Float64Array(policies.length * production.objectives.length * 2);
  for (const [policy, own] of policies.entries()) {
    for (const [objective, influence] of own.objectives.entries()) {
      const at = 2 * (policy * production.objectives.length + objective);
      errors[at] = standardError(influence.terms);
      const base = production.objectives[objective];
      if (base !== undefined) errors[at + 1] = standardError(liftTerms(influence, base));
    }
    yield;
  }
  return {
    groups,
    columns: columns.length,
    sums,
    values: Float64Array.from(columns, ({ value }) => value),
    errors,
    policies: policies.length,
    objectives: production.objectives.length,
    rivals: policies.map(({ rival }) => rival),
    guardrails,
    reference,
    seed,
    replicates,
  };
}

/** What each unit contributes to the error of a lift (delta method), as `liftOver` has it. */
function liftTerms(influence: Influence, base: Influence): Float64Array {
  const ratio = influence.value / base.value;
  return influence.terms.map((term, unit) => (term - ratio * (base.terms[unit] ?? 0)) / base.value);
}

/** The blocks that the replicates fall into: first replicate, and the one after the last. */
export function resamplingBlocks(replicates: number): readonly { readonly from: number; readonly to: number }[] {
  return Array.from({ length: Math.ceil(replicates / blockReplicates) }, (_, block) => ({
    from: block * blockReplicates,
    to: Math.min((block + 1) * blockReplicates, replicates),
  }));
}

/** Makes one block of replicates and counts what they show. */
export function* resampleBlock(
  plan: Resampling,
  { from, to }: { readonly from: number; readonly to: number },
): Generator<void, ResampledCounts> {
  const { columns, objectives, policies, guardrails, reference, rivals } = plan;
  const made = yield* bootstrapSums(plan, plan.seed, from, to);
  const width = objectives + guardrails.length;
  const productionAt = policies * width;
  const staticsAt = productionAt + width;
  const turned = reference.map((value) => -value);
  const values = new Float64Array(columns);
  const tallies = 3 + guardrails.length;
  const counts = new Float64Array(policies * tallies);
  const count = (place: number) => (counts[place] = (counts[place] ?? 0) + 1);
  let volumes = 0;
  const maxima = { values: new Float64Array(to - from), lifts: new Float64Array(to - from) };
  for (let replicate = 0; replicate < to - from; replicate += 1) {
    for (let column = 0; column < columns; column += 1)
      values[column] = (plan.values[column] ?? 0) + (made[replicate * columns + column] ?? 0);
    const [value, lift] = largestDeviations(plan, made.subarray(replicate * columns, (replicate + 1) * columns));
    maxima.values[replicate] = value;
    maxima.lifts[replicate] = lift;
    const row = (at: number) => Array.from(values.subarray(at, at + objectives));
    const action = (arm: number, objective: number) => values[staticsAt + arm * objectives + objective] ?? 0;
    const base = row(productionAt);
    const points = Array.from({ length: policies }, (_, policy) => row(policy * width));
    points.forEach((point, policy) => {
      const at = policy * tallies;
      if (point.every((value, objective) => value > (base[objective] ?? 0))) count(at);
      const rival = rivals[policy];
      if (
        rival !== undefined &&
        point.every(
          (value, objective) => rival.share * action(rival.one, objective) + (1 - rival.share) * action(rival.two, objective) >= value,
        )
      )
        count(at + 1);
      let all = true;
      guardrails.forEach(({ sense, margin }, index) => {
        const was = values[productionAt + objectives + index] ?? 0;
        const change = (values[policy * width + objectives + index] ?? 0) / was - 1;
        if ((sense === 'more' ? change : -change) >= -margin) count(at + 3 + index);
        else all = false;
      });
      if (all) count(at + 2);
    });
    volumes += hypervolume(
      points.map((point) => point.map((value) => -value)),
      turned,
    );
    if (replicate % 2 === 1) yield;
  }
  return { from, to, counts, volumes, maxima };
}

/** Over all policies and objectives, in standard errors; what does not vary (a policy that is production has no lift) has no say. */
function largestDeviations(
  { policies, objectives, guardrails, values, errors }: Resampling,
  made: Float64Array,
): readonly [values: number, lifts: number] {
  const width = objectives + guardrails.length;
  let [value, lift] = [0, 0];
  for (let policy = 0; policy < policies; policy += 1) {
    for (let objective = 0; objective < objectives; objective += 1) {
      const [at, base] = [policy * width + objective, policies * width + objective];
      const place = 2 * (policy * objectives + objective);
      const [error = 0, liftError = 0] = [errors[place], errors[place + 1]];
      const off = made[at] ?? 0;
      if (error > leastError(values[at] ?? 0)) value = Math.max(value, Math.abs(off) / error);
      const was = values[base] ?? 0;
      const liftOff = (off - ((values[at] ?? 0) / was) * (made[base] ?? 0)) / was;
      if (liftError > leastError(1)) lift = Math.max(lift, Math.abs(liftOff) / liftError);
    }
  }
  return [value, lift];
}

/** Below this a difference is rounding. */
function leastError(value: number): number {
  return 1e-10 * Math.abs(value);
}

/**
 * Puts all blocks together. What share of the resampled logs shows something is not the probability that it is so; Verify says how the two compare.
 */
export function sharesOf(
  plan: Pick<Resampling, 'policies' | 'objectives' | 'guardrails' | 'replicates'>,
  blocks: readonly ResampledCounts[],
  level: number,
): FrontierBootstrap {
  const { policies, objectives, guardrails, replicates } = plan;
  const tallies = 3 + guardrails.length;
  const ordered = blocks.toSorted((one, two) => one.from - two.from);
  const share = (place: number) => ordered.reduce((sum, { counts }) => sum + (counts[place] ?? 0), 0) / replicates;
  return {
    shares: Array.from({ length: policies }, (_, policy) => ({
      beatsProduction: share(policy * tallies),
      beatenByStatic: share(policy * tallies + 1),
      guardrails: Object.fromEntries(guardrails.map(({ reward }, index) => [reward, share(policy * tallies + 3 + index)])),
      allGuardrails: share(policy * tallies + 2),
    })),
    simultaneous: {
      level,
      policies,
      objectives,
      replicates,
      pointwise: pointwiseErrors(level),
      values: criticalValue(together(ordered, 'values'), level),
      lifts: criticalValue(together(ordered, 'lifts'), level),
    },
    meanHypervolume: ordered.reduce((sum, { volumes }) => sum + volumes, 0) / replicates,
  };
}

function together(blocks: readonly ResampledCounts[], of: 'values' | 'lifts'): Float64Array {
  return Float64Array.from(blocks.flatMap(({ maxima }) => [...maxima[of]]));
}
