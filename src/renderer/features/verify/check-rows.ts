import type { Run } from '../../../contract/tuning.ts';
import type { VerifyResult } from '../../../contract/verify.ts';
import { type Check, type CheckArea, checkAreas, type CheckClaim } from '../../../core/checks/check.ts';

/** The newest time a claim was measured. */
export interface Measurement {
  readonly check: Check;
  readonly run: number;
  readonly atMs: number;
  /** Of the worlds it was measured on. */
  readonly seed: number;
}

export interface CheckRow {
  readonly claim: CheckClaim;
  readonly measured: Measurement | undefined;
}

export interface CheckGroup {
  readonly area: CheckArea;
  readonly rows: readonly CheckRow[];
}

export type Verdict = 'pass' | 'fail' | 'unmeasured';

export function verdictOf({ measured }: CheckRow): Verdict {
  return measured === undefined ? 'unmeasured' : measured.check.pass ? 'pass' : 'fail';
}

/** Each claim with its newest measurement; `runs` are newest first. A check that this version no longer makes is left out. */
export function checkRows(claims: readonly CheckClaim[], runs: readonly Run[]): readonly CheckRow[] {
  const newest = new Map<string, Measurement>();
  for (const run of runs) {
    // A run of kind `verify` holds a `VerifyResult`: the host writes it, and answers are typed there.
    const result = run.result as VerifyResult | undefined;
    for (const check of result?.checks ?? []) {
      if (!newest.has(check.name)) newest.set(check.name, { check, run: run.id, atMs: run.createdAtMs, seed: result?.seed ?? 0 });
    }
  }
  return claims.map((claim) => ({ claim, measured: newest.get(claim.name) }));
}

/** By area, in the order of the areas; empty ones are left out. */
export function groupRows(rows: readonly CheckRow[]): readonly CheckGroup[] {
  return checkAreas.map((area) => ({ area, rows: rows.filter((row) => row.claim.area === area) })).filter((group) => group.rows.length > 0);
}

export function countVerdicts(rows: readonly CheckRow[]): Readonly<Record<Verdict, number>> {
  const counts = { pass: 0, fail: 0, unmeasured: 0 };
  for (const row of rows) counts[verdictOf(row)] += 1;
  return counts;
}
