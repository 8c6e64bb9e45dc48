import type { Bound, Check, CheckClaim, Measured } from './check.ts';

/** Whether a value lies in its bound; a value that is not finite never does. */
export function holds(value: number, { least = -Infinity, most = Infinity }: Bound): boolean {
  return Number.isFinite(value) && value >= least && value <= most;
}

/** A bound of `tolerance` on either side. */
export function around(value: number, tolerance: number): Bound {
  const exact = (sum: number) => Number(sum.toFixed(9));
  return { least: exact(value - tolerance), most: exact(value + tolerance) };
}

/** Holds what was measured against what was claimed. A control that was not measured does not pass. */
export function judge(claim: CheckClaim, measured: Measured, seconds: number): Check {
  const { name, area, claim: sentence, bound, unit, control } = claim;
  const controlPass = control === undefined || holds(measured.control ?? Number.NaN, control.bound);
  const unmeasured = [measured.value, ...(control === undefined ? [] : [measured.control])].some((value) => !Number.isFinite(value));
  const detail = unmeasured
    ? [measured.detail, 'A figure could not be measured and stands as 0.'].filter(Boolean).join(' ')
    : measured.detail;
  return {
    name,
    area,
    claim: sentence,
    value: finite(measured.value),
    bound,
    pass: holds(measured.value, bound) && controlPass,
    ...(control === undefined
      ? {}
      : { control: { name: control.name, value: finite(measured.control), bound: control.bound, pass: controlPass } }),
    ...(unit === undefined ? {} : { unit }),
    seconds,
    ...(detail === undefined ? {} : { detail }),
  };
}

function finite(value: number | undefined): number {
  return value !== undefined && Number.isFinite(value) ? value : 0;
}
