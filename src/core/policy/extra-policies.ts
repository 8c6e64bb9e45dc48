import type { CohortAlpha } from './action-rule.ts';
import { choicesAt } from './choice-table.ts';
import { cohortAlphas, cohortChoices, sweepGroup } from './cohort-sweep.ts';
import type { ContextColumn, ExplorationData } from './exploration-data.ts';
import type { PointContext } from './frontier-points.ts';
import type { Learned } from './learned.ts';
import { curveRowsOf, type Plan, type PlannedPolicy } from './plan-policies.ts';
import type { Parts } from './split.ts';
import type { SweepOptions } from './sweep-options.ts';
import type { CohortGroup, CohortSweep, PolicyPoint } from './sweep-result.ts';

/** A policy beside the sweep. */
export interface ExtraPolicy extends Pick<PlannedPolicy, 'choose'>, Pick<PolicyPoint, 'name' | 'kind' | 'rule' | 'words' | 'facts'> {}

export interface Extras {
  readonly policies: readonly ExtraPolicy[];
  readonly cohorts?: CohortSweep;
}

/** The column that names cohorts where none is asked for, and the most groups that are swept. */
const usualColumn = 'cohort';
const mostGroups = 8;

/** Policies that were learned elsewhere, and one alpha per cohort. */
export function* extraPolicies(
  data: ExplorationData,
  options: SweepOptions,
  parts: Parts,
  plan: Plan,
  context: PointContext,
  learned: Learned | undefined,
): Generator<void, Extras> {
  const given = (learned?.policies ?? []).map(({ chosen, ...rest }): ExtraPolicy => ({
    ...rest,
    // eslint-disable-next-line require-yield
    *choose(_, part) {
      return part === 'score' ? chosen.subarray(0, parts.score.length) : chosen.subarray(parts.score.length);
    },
  }));
  const column = cohortColumn(data, options.cohorts);
  if (column === undefined || plan.divisors === undefined || data.production === undefined || options.learner === 'static')
    return { policies: given };
  const { divisors } = plan;
  const curveRows = curveRowsOf(context.rows, divisors);
  const tables = yield* choicesAt(curveRows, cohortAlphas);
  const codes = codesOf(column, parts.score);
  const groups: CohortGroup[] = [];
  const alphaOf = new Map<number, number>();
  const cohorts: CohortAlpha[] = [];
  for (const code of [...new Set(codes)].sort((a, b) => a - b).slice(0, mostGroups)) {
    const name = column.levels?.[code] ?? (code < 0 ? 'missing' : `${column.name} ${code}`);
    const group = yield* sweepGroup(context, curveRows, tables, { codes, code, name });
    if (group === undefined) continue;
    groups.push(group);
    const { chosenAlpha: alpha } = group;
    if (alpha !== undefined) alphaOf.set(code, alpha);
    cohorts.push({ value: code < 0 ? null : (column.levels?.[code] ?? code), ...(alpha === undefined ? {} : { alpha }) });
  }
  if (groups.length < 2) return { policies: given };
  const words = groups.map(({ name, chosenAlpha }) => `${name} ${chosenAlpha ?? 'production'}`).join(', ');
  const policy: ExtraPolicy = {
    name: 'One alpha per cohort',
    kind: 'cohorts',
    rule: { type: 'cohorts', column: column.name, cohorts },
    words: `By ${column.name}: ${words}; chosen by the learned model alone.`,
    *choose(rows, part) {
      return yield* cohortChoices(curveRowsOf(rows, divisors), codesOf(column, part === 'score' ? parts.score : parts.confirm), alphaOf);
    },
  };
  return { policies: [...given, policy], cohorts: { column: column.name, groups } };
}

function cohortColumn(data: ExplorationData, asked: string | undefined): ContextColumn | undefined {
  if (asked === 'none') return undefined;
  return data.context.find(({ name, kind }) => kind === 'category' && name === (asked ?? usualColumn));
}

function codesOf(column: ContextColumn, rows: Int32Array): Int32Array {
  const codes = new Int32Array(rows.length);
  for (let place = 0; place < rows.length; place += 1) codes[place] = column.data[rows[place] ?? 0] ?? -1;
  return codes;
}
