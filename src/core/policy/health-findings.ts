import type { Finding } from '../ope/finding.ts';
import { formatNumber, formatPercent } from '../ope/format-number.ts';
import { thresholds } from '../ope/thresholds.ts';
import type { LogHealth } from './log-health.ts';

/** Standard errors beyond which a step in time is called a drift: some steps and rewards are looked at. */
const driftErrors = 4.5;

/** What a person should know before trusting a log, and what to do about it. */
export function healthFindings(health: Omit<LogHealth, 'findings'>): readonly Finding[] {
  const findings: Finding[] = [];
  for (const { policy, meanWeight, errors } of health.weights) {
    if (errors <= thresholds.flagMeanWeightErrors) continue;
    findings.push({
      level: 'flag',
      code: 'propensity-sum',
      message: `The mean weight of "${policy}" is ${formatNumber(meanWeight, 4)}, ${formatNumber(errors)} standard errors from 1: propensities or support are wrong. Check how the log was drawn before anything else.`,
    });
  }
  const thin = health.arms.filter(({ rows }) => rows < thresholds.refuseHits);
  if (thin.length > 0) {
    findings.push({
      level: 'flag',
      code: 'thin-arms',
      message: `${thin.length} of ${health.arms.length} actions have fewer than ${thresholds.refuseHits} rows, ${thin[0]?.name} for one. Explore them longer, or leave them out: a policy that takes mostly these is refused.`,
    });
  }
  for (const { name, rows, armRows } of health.support?.groups ?? []) {
    const least = Math.min(...armRows);
    if (least >= thresholds.refuseHits) continue;
    findings.push({
      level: 'flag',
      code: 'thin-group',
      message: `The group ${name} has ${formatNumber(rows, 9)} rows, and of some action only ${least}. Give it no alpha of its own on this log.`,
    });
  }
  for (const { reward, errors } of health.drift) {
    if (errors <= driftErrors) continue;
    findings.push({
      level: 'flag',
      code: 'drift',
      message: `${reward} moved over the time of this log, by up to ${formatNumber(errors)} standard errors from its mean. Learn on earlier rows and score on later ones, and expect other values when the policy is live.`,
    });
  }
  for (const { reward, lift, interval } of health.cost) {
    if (interval.high >= 0) continue;
    findings.push({
      level: 'info',
      code: 'exploration-cost',
      message: `Exploring cost ${formatPercent(-lift)} of ${reward} against the control arm (${formatPercent(-interval.high)} to ${formatPercent(-interval.low)}) on the requests that were explored.`,
    });
  }
  for (const { objective, detectable, power, level, rowsFor } of health.power) {
    const wanted = rowsFor.find(({ lift }) => lift === 0.03);
    findings.push({
      level: 'info',
      code: 'power',
      message: `On the rows a sweep scores, a lift of ${formatPercent(detectable)} on ${objective} is shown with ${100 * power}% power at the ${100 * level}% level; for ${formatPercent(wanted?.lift ?? 0)} the log would need about ${formatNumber(wanted?.rows ?? Number.NaN, 2)} rows.`,
    });
  }
  if (health.production === undefined) {
    findings.push({
      level: 'info',
      code: 'no-production',
      message: 'No action is declared to be in production, so lifts are relative to the logging policy. Name one when you sweep.',
    });
  }
  if (health.users === 0) {
    findings.push({
      level: 'info',
      code: 'no-users',
      message: 'The log names no users: rows are taken as independent, and splits are by row. Log a user where you can.',
    });
  }
  return findings;
}
