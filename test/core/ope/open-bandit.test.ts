import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { evaluate } from '../../../src/core/ope/evaluate.ts';
import { sharedData } from '../../shared-data.ts';

const log = sharedData('openbandit-men', 'bts_men.csv.gz');

test.skipIf(!log.present)('the Thompson sampling log evaluated for the uniform policy: known values, flagged, not refused', () => {
  const lines = gunzipSync(readFileSync(log.path)).toString().trim().split('\n').slice(1);
  const cell = (line: string, column: number) => Number(line.split(',')[column]);
  const result = evaluate(
    {
      rows: lines.length,
      actions: 34,
      action: Int32Array.from(lines, (line) => cell(line, 2)),
      reward: Float64Array.from(lines, (line) => cell(line, 4)),
      propensity: Float64Array.from(lines, (line) => cell(line, 5)),
      target: new Float64Array(34).fill(1 / 34),
    },
    { objective: 'click', level: 0.95 },
  );
  const [ips, snips] = result.estimates;
  expect(result.n).toBe(10_000);
  expect(ips?.value).toBeCloseTo(0.00301, 5);
  expect(((ips?.high ?? 0) - (ips?.low ?? 0)) / 2).toBeCloseTo(0.00152, 5);
  expect(snips?.value).toBeCloseTo(0.00319, 5);
  expect(result.meanWeight).toBeCloseTo(0.9433, 4);
  expect(result.ess).toBeCloseTo(655.7, 1);
  expect(result.maxWeight).toBeCloseTo(178.3, 1);
  expect(result.effectiveEvents).toBeCloseTo(15, 0);
  expect(result.topShare).toBeCloseTo(0.27, 2);
  expect(result.logged).toBeCloseTo(0.0069, 10);
  expect(result.refusals).toEqual([]);
  expect(result.flags.map((finding) => finding.code)).toEqual(['low-overlap']);
});
