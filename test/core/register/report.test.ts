import { expect, test } from 'vitest';
import { canonicalJson } from '../../../src/core/register/canonical-json.ts';
import { makeExport } from '../../../src/core/register/export-document.ts';
import { judgeGuardrails } from '../../../src/core/register/guardrails.ts';
import { policyReport } from '../../../src/core/register/report/policy-report.ts';
import { besideOf, type PolicyChoice } from '../../../src/core/register/chosen-policy.ts';
import type { OperatingPolicy } from '../../../src/core/register/register-state.ts';
import type { SweepResult } from '../../../src/core/policy/sweep-result.ts';
import { cohortPolicy, samplePolicy, sampleSnapshot, sampleSweep } from './sample.ts';
import { sha256 } from './sha256.ts';

function report(
  changes: Partial<OperatingPolicy> = {},
  swept: Partial<SweepResult> = {},
  choice: PolicyChoice = { point: 1, alpha: 0.5 },
): string {
  const body = sampleSnapshot(swept);
  const snapshot = { id: 1, hash: sha256(canonicalJson(body)), dataset: 'mails', log: 'mails', run: 3, by: 'Ana', at: 't1' };
  const policy: OperatingPolicy = {
    id: 1,
    dataset: 'mails',
    snapshot: 1,
    ...choice,
    reason: 'more of both',
    guardrails: judgeGuardrails(body.result.points[1] ?? { lifts: {}, liftIntervals: [] }, body.result.objectives, {}),
    proposedBy: 'Ana',
    proposedAt: 't1',
    approvedBy: 'Bo',
    approvedAt: 't2',
    state: 'live',
    ...changes,
  };
  return policyReport(makeExport({ policy, snapshot, body, head: { seq: 3, hash: 'head' } }, sha256));
}

test('a report says what the policy does, how sure that is, who approved it and what it rests on', () => {
  const page = report();
  for (const part of [
    '+15.0%',
    '+13.0% to +17.0%',
    'kept',
    'Proposed by Ana',
    'approved by Bo',
    'PRL-PUTS'.toLowerCase(),
    'by user',
    'entry 3',
  ])
    expect(page).toContain(part);
  // One mark per point that has numbers, the refused one left out; the chosen one is circled, and production has its diamond.
  expect(page.match(/<circle class="supported"/g)).toHaveLength(3);
  expect(page.match(/<circle class="chosen"/g)).toHaveLength(1);
  expect(page.match(/class="production"/g)).toHaveLength(1);
});

test('a report is one file that loads nothing and runs nothing, whatever the names say', () => {
  const hostile = '<script>alert(1)</script>"\'><img src=x onerror=alert(1)>';
  const page = report(
    { reason: hostile, proposedBy: hostile, dataset: hostile },
    { findings: [{ level: 'flag', code: 'x', message: hostile }] },
  );
  expect(page).not.toMatch(/<script|<img|<link|<iframe|\son\w+="|url\(|https?:/i);
  expect(page).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
  expect(page).toContain(`content="default-src 'none'; style-src 'unsafe-inline'"`);
});

test('three objectives have a table and no chart', () => {
  const { points } = sampleSweep();
  const page = report(
    {},
    { objectives: ['visit', 'spend', 'open'], points: points.map((point) => ({ ...point, alpha: [0.2, 0.3, 0.5] })) },
  );
  expect(page).not.toContain('<svg');
  expect(page).toContain('0.2 / 0.3 / 0.5');
});

test('a policy beside the frontier is told by how it chooses, and circled among the points', () => {
  const drl = samplePolicy('DRL-PUT, visits', 'drl-put', { type: 'network', model: {}, weights: [1] });
  const policies = [cohortPolicy, { ...drl, words: 'A softmax policy.', facts: { Epochs: 7 } }];
  const cohorts = report({}, { policies }, { beside: besideOf(cohortPolicy, 0) });
  for (const part of [
    'alpha per tier: a 0.3, b production',
    'How it chooses',
    'brings in the column &quot;tier&quot;',
    'Every other request gets hold',
  ])
    expect(cohorts).toContain(part);
  expect(cohorts.match(/<path class="beside"/g)).toHaveLength(2);
  expect(cohorts.match(/<circle class="chosen"/g)).toHaveLength(1);
  expect(cohorts.match(/<tr class="chosen">/g)).toHaveLength(1);
  const net = report({}, { policies }, { beside: besideOf(drl, 1) });
  for (const part of ['DRL-PUT, visits; live', 'a net learned for this policy', 'A softmax policy.', 'Epochs']) expect(net).toContain(part);
});
