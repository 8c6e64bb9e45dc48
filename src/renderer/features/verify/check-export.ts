import { type CsvValue, toCsv } from '../../ui/csv.ts';
import type { CheckRow } from './check-rows.ts';

const columns = [
  'area',
  'name',
  'claim',
  'unit',
  'value',
  'least',
  'most',
  'pass',
  'control',
  'control_value',
  'control_least',
  'control_most',
  'control_pass',
  'seconds',
  'seed',
  'run',
  'measured_at',
  'detail',
] as const;

/** One line per check; what was not measured has its claim and bounds alone. */
export function checksCsv(rows: readonly CheckRow[]): string {
  return toCsv(columns, rows.map(line));
}

function line({ claim, measured }: CheckRow): readonly CsvValue[] {
  const check = measured?.check;
  const bound = check?.bound ?? claim.bound;
  const control = check?.control ?? claim.control;
  return [
    claim.area,
    claim.name,
    claim.claim,
    claim.unit,
    check?.value,
    bound.least,
    bound.most,
    check?.pass,
    control?.name,
    check?.control?.value,
    control?.bound.least,
    control?.bound.most,
    check?.control?.pass,
    check?.seconds,
    measured?.seed,
    measured?.run,
    measured === undefined ? undefined : new Date(measured.atMs).toISOString(),
    check?.detail,
  ];
}

/** The checks as the host answered them, each with the run it comes from; claims without a measurement stand as they are. */
export function checksJson(rows: readonly CheckRow[]): string {
  const checks = rows.map(({ claim, measured }) =>
    measured === undefined
      ? claim
      : { ...measured.check, seed: measured.seed, run: measured.run, measuredAt: new Date(measured.atMs).toISOString() },
  );
  return `${JSON.stringify({ checks }, undefined, 2)}\n`;
}
