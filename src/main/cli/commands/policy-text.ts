import type { PolicyDetail, Register } from '../../../contract/policies.ts';
import { usualLimits } from '../../../contract/serving.ts';
import { formatNumber, table } from '../table.ts';

type Policy = Register['policies'][number];

/** A table of policies for a terminal. */
export function policyRows(policies: readonly Policy[]): string {
  return table(
    ['id', 'dataset', 'snapshot', 'alpha', 'state', 'proposed by', 'approved by'],
    policies.map((policy) => [
      policy.id,
      policy.dataset,
      policy.snapshot,
      policy.beside === undefined ? [policy.alpha ?? []].flat().map(formatNumber).join(' ') : policy.beside.name,
      policy.state === 'live' ? 'live (production)' : policy.state,
      policy.proposedBy,
      policy.approvedBy,
    ]),
  );
}

/** One guardrail in a line. */
export function verdictText({ objective, margin, low, high, verdict }: Policy['guardrails'][number]): string {
  const interval = low === undefined || high === undefined ? 'no lift is known' : `lift [${formatNumber(low)}, ${formatNumber(high)}]`;
  return `guardrail ${objective}, margin ${formatNumber(margin)}: ${verdict} (${interval})`;
}

/** What a request gets where the policy cannot answer it, and what the last drill saw. */
function servingLines({ fallback, serving, drill }: Policy): readonly string[] {
  const { budgetMs, maxAgeDays } = serving ?? usualLimits;
  return [
    ...(fallback === undefined
      ? []
      : [
          `Fallback: ${fallback.name}, where no answer comes in ${budgetMs} ms, a feature is missing, or the model is over ${maxAgeDays} days old.`,
        ]),
    ...(drill === undefined
      ? []
      : [
          `Drilled by ${drill.by} at ${drill.at}: ${drill.cases.filter(({ held }) => held).length} of ${drill.cases.length} answers as they should be.`,
        ]),
  ];
}

/** The alpha of each cohort, where each has its own. */
function cohortLines({ beside }: Policy): readonly string[] {
  if (beside?.cohorts === undefined) return [];
  const { column, cohorts } = beside.cohorts;
  return [`Alpha by ${column}: ${cohorts.map(({ value, alpha }) => `${value ?? 'missing'} ${alpha ?? 'production'}`).join(', ')}.`];
}

/** One policy with its figures and what they rest on. */
export function policyText({ policy, snapshot, body, evidence }: PolicyDetail): string {
  const { result } = body;
  const { figures, note } = evidence;
  const rows = result.objectives.map((objective) => {
    const interval = figures.intervals.find((entry) => entry.objective === objective);
    return [objective, figures.values[objective], interval?.low, interval?.high, figures.lifts[objective]];
  });
  return [
    policyRows([policy]),
    `Reason: ${policy.reason}`,
    ...cohortLines(policy),
    ...servingLines(policy),
    `Snapshot ${snapshot.id} of run ${snapshot.run}: ${result.learner} on ${body.dataset.name}/${body.log.name}, ${result.estimator} at ${result.level * 100}%, seed ${result.split.seed}.`,
    table(['objective', 'value', 'low', 'high', 'lift'], rows),
    ...policy.guardrails.map(verdictText),
    note,
  ].join('\n');
}
