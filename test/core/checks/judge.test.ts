import { expect, test } from 'vitest';
import type { CheckClaim } from '../../../src/core/checks/check.ts';
import { dataChecks } from '../../../src/core/checks/data-checks.ts';
import { around, holds, judge } from '../../../src/core/checks/judge.ts';

const claim: CheckClaim = { name: 'rate', area: 'world', claim: 'The rate is high.', bound: { least: 0.5 }, unit: 'share' };
const withControl: CheckClaim = { ...claim, control: { name: 'none planted', bound: { most: 0.1 } } };

test('a bound holds its ends and nothing that is not finite', () => {
  expect(holds(0.5, { least: 0.5 })).toBe(true);
  expect(holds(0.499, { least: 0.5 })).toBe(false);
  expect(holds(2, { least: 0, most: 2 })).toBe(true);
  expect(holds(2.001, { most: 2 })).toBe(false);
  expect([Number.NaN, Infinity, -Infinity].map((value) => holds(value, {}))).toEqual([false, false, false]);
  expect(around(-0.3, 0.05)).toEqual({ least: -0.35, most: -0.25 });
});

test('a check passes with its value and its control, and fails with either', () => {
  expect(judge(claim, { value: 0.6 }, 1)).toEqual({ ...claim, value: 0.6, pass: true, seconds: 1 });
  expect(judge(claim, { value: 0.4 }, 1).pass).toBe(false);
  const both = judge(withControl, { value: 0.6, control: 0.05, detail: '10 rows.' }, 2);
  expect(both).toMatchObject({ pass: true, control: { name: 'none planted', value: 0.05, pass: true }, detail: '10 rows.' });
  const effectEverywhere = judge(withControl, { value: 0.6, control: 0.6 }, 1);
  expect([effectEverywhere.pass, effectEverywhere.control?.pass]).toEqual([false, false]);
  const effectNowhere = judge(withControl, { value: 0.05, control: 0.05 }, 1);
  expect([effectNowhere.pass, effectNowhere.control?.pass]).toEqual([false, true]);
});

test('what could not be measured does not pass, and says so', () => {
  const unmeasured = judge(withControl, { value: 0.6 }, 1);
  expect(unmeasured).toMatchObject({ pass: false, control: { value: 0, pass: false } });
  expect(unmeasured.detail).toContain('could not be measured');
  const nothing = judge(claim, { value: Number.NaN, detail: 'No rows.' }, 1);
  expect(nothing).toMatchObject({ value: 0, pass: false });
  expect(nothing.detail).toMatch(/^No rows\. A figure could not be measured/);
  expect(JSON.parse(JSON.stringify(nothing))).toEqual(nothing);
});

test('names are unique, and no control could pass for the claim itself', () => {
  const names = dataChecks.map((check) => check.claim.name);
  expect(new Set(names).size).toBe(names.length);
  for (const { claim: checked } of dataChecks) {
    expect(checked.name).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
    if (checked.control === undefined) continue;
    const { least: low = -Infinity, most: high = Infinity } = checked.bound;
    const { least = -Infinity, most = Infinity } = checked.control.bound;
    expect(Math.max(low, least), checked.name).toBeGreaterThan(Math.min(high, most));
  }
});
