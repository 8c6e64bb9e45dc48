import { z } from 'zod';
import type { RegisterEvent } from '../../../core/register/events.ts';
import { drillFailures } from '../../../core/serving/decision.ts';

const alpha = z.union([z.number(), z.array(z.number())]);
const guardrail = z.strictObject({
  objective: z.string(),
  margin: z.number(),
  lift: z.number().exactOptional(),
  low: z.number().exactOptional(),
  high: z.number().exactOptional(),
  sense: z.literal('less').exactOptional(),
  verdict: z.enum(['kept', 'open', 'broken']),
});

const cohortAlpha = z.strictObject({ value: z.union([z.string(), z.number(), z.null()]), alpha: z.number().exactOptional() });
const beside = z.strictObject({
  place: z.int(),
  name: z.string(),
  kind: z.enum(['drl-put', 'cohorts', 'other']),
  cohorts: z.strictObject({ column: z.string(), cohorts: z.array(cohortAlpha) }).exactOptional(),
});

const limits = z.strictObject({ budgetMs: z.number(), maxAgeDays: z.number() });

/** What an entry of the stored chain may hold. A file can be changed by other programs, so that it is read as any other file. */
export const registerEvent: z.ZodType<RegisterEvent> = z.discriminatedUnion('what', [
  z.strictObject({
    what: z.literal('snapshot'),
    snapshot: z.int(),
    hash: z.string(),
    dataset: z.string(),
    log: z.string(),
    run: z.int(),
  }),
  z.strictObject({
    what: z.literal('propose'),
    policy: z.int(),
    dataset: z.string(),
    snapshot: z.int(),
    point: z.int().exactOptional(),
    alpha: alpha.exactOptional(),
    beside: beside.exactOptional(),
    status: z.enum(['supported', 'efficient', 'dominated', 'infeasible', 'refused']),
    reason: z.string(),
    guardrails: z.array(guardrail),
    serving: limits.exactOptional(),
    fallback: z
      .strictObject({
        index: z.int(),
        name: z.string(),
        weights: z.record(z.string(), z.number()).exactOptional(),
        why: z.enum(['production', 'most-taken']),
      })
      .exactOptional(),
  }),
  z.strictObject({ what: z.literal('approve'), policy: z.int(), dataset: z.string() }),
  z.strictObject({
    what: z.literal('rollback'),
    dataset: z.string(),
    from: z.int(),
    to: z.union([z.int(), z.literal('production')]),
    reason: z.string(),
  }),
  z.strictObject({
    what: z.literal('weights'),
    name: z.string(),
    version: z.int(),
    weights: z.record(z.string(), z.number()),
    reason: z.string(),
  }),
  z.strictObject({
    what: z.literal('drill'),
    policy: z.int(),
    dataset: z.string(),
    request: z.int(),
    limits,
    cases: z.array(
      z.strictObject({
        injected: z.enum([...drillFailures, 'none']),
        source: z.enum(['policy', 'fallback']),
        reason: z.enum([...drillFailures, 'no-model', 'not-live']).exactOptional(),
        action: z.string(),
        held: z.boolean(),
      }),
    ),
  }),
]);
