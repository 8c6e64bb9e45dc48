import { describe, expect, it } from 'vitest';
import type { Run } from '../../../../src/contract/tuning.ts';
import type { Check, CheckClaim } from '../../../../src/core/checks/check.ts';
import { checksCsv, checksJson } from '../../../../src/renderer/features/verify/check-export.ts';
import { checkRows, countVerdicts, groupRows, verdictOf } from '../../../../src/renderer/features/verify/check-rows.ts';
import { boundText, valueText } from '../../../../src/renderer/features/verify/check-words.ts';

const claims: readonly CheckClaim[] = [
  { name: 'interval', area: 'evaluation', claim: 'The interval holds the truth.', bound: { least: 0.93 } },
  {
    name: 'correlation',
    area: 'world',
    claim: 'Saves pull against p2p.',
    bound: { least: -0.35, most: -0.25 },
    unit: 'r',
    control: { name: 'no correlation planted', bound: { least: -0.05, most: 0.05 } },
  },
];

function check(name: string, value: number, pass: boolean): Check {
  const claim = claims.find((entry) => entry.name === name);
  const base = claim ?? { name, area: 'model' as const, claim: 'An old claim.', bound: {} };
  const { control, ...rest } = base;
  return {
    ...rest,
    value,
    pass,
    seconds: 0.5,
    ...(control === undefined ? {} : { control: { ...control, value: 0.01, pass: true } }),
  };
}

function run(id: number, checks: readonly Check[]): Run {
  return {
    id,
    kind: 'verify',
    title: `Run ${id}`,
    dataset: '',
    createdAtMs: Date.UTC(2026, 0, id),
    result: { checks, seed: id * 10, seconds: 1 },
  };
}

describe('rows of the checks', () => {
  const all = run(1, [check('interval', 0.95, true), check('correlation', -0.1, false), check('gone', 1, true)]);
  const one = run(2, [check('correlation', -0.3, true)]);

  it('take the newest measurement of each claim, and none of a check that is gone', () => {
    const rows = checkRows(claims, [one, all]);
    expect(rows.map((row) => [row.claim.name, row.measured?.run, row.measured?.seed, verdictOf(row)])).toEqual([
      ['interval', 1, 10, 'pass'],
      ['correlation', 2, 20, 'pass'],
    ]);
  });

  it('stay unmeasured without a run, or beside a run whose result is not loaded', () => {
    const { result: _, ...bare } = all;
    for (const runs of [[], [bare]]) expect(checkRows(claims, runs).map(verdictOf)).toEqual(['unmeasured', 'unmeasured']);
  });

  it('stand in the order of the areas, and are counted by verdict', () => {
    const rows = checkRows(claims, [all]);
    expect(groupRows(rows).map((group) => group.area)).toEqual(['world', 'evaluation']);
    expect(countVerdicts(rows)).toEqual({ pass: 1, fail: 1, unmeasured: 0 });
  });

  it('are exported with their control, bounds and origin', () => {
    const rows = checkRows(claims, [one]);
    const [header, first, second] = checksCsv(rows).split('\r\n');
    expect(header?.split(',')).toHaveLength(18);
    expect(first).toBe('evaluation,interval,The interval holds the truth.,,,0.93,,,,,,,,,,,,');
    expect(second).toBe(
      'world,correlation,Saves pull against p2p.,r,-0.3,-0.35,-0.25,true,no correlation planted,0.01,-0.05,0.05,true,0.5,20,2,2026-01-02T00:00:00.000Z,',
    );
    const document = JSON.parse(checksJson(rows)) as { readonly checks: readonly unknown[] };
    expect(document.checks).toEqual([
      claims[0],
      { ...check('correlation', -0.3, true), seed: 20, run: 2, measuredAt: '2026-01-02T00:00:00.000Z' },
    ]);
  });
});

describe('words of a check', () => {
  it('say a bound by its ends', () => {
    expect(boundText({ least: 1.2 })).toBe('at least 1.2');
    expect(boundText({ most: 0.01 })).toBe('at most 0.010');
    expect(boundText({ least: -0.35, most: -0.25 })).toBe('\u22120.35 to \u22120.25');
    expect(boundText({})).toBe('any number');
  });

  it('keep a value apart from the bound that it just misses', () => {
    expect(valueText(1.1987)).toBe('1.199');
  });
});
