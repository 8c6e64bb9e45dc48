import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, expect, test } from 'vitest';
import { evaluateFiles, paretoFile, readTargetRow } from '../../../src/main/host/services/policy-files.ts';
import type { RpcError } from '../../../src/rpc/error.ts';
import { skipped } from '../../skipped.ts';

const folder = mkdtempSync(join(tmpdir(), 'paretoscope-files-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function file(name: string, content: string | Buffer): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

const count = 200;
const logged = Array.from({ length: count }, (_, row) => ({ action: row % 3, reward: (row * 7) % 10 < 4 ? 1 : 0, user: `u${row % 50}` }));
const rows = file(
  'rows.csv',
  `action,propensity,reward,user\n${logged.map((row) => `${row.action},0.3333333333333333,${row.reward},${row.user}`).join('\n')}\n`,
);
const target = file('target.csv', '0.2,0.3,0.5\n');
const qhat = file('qhat.csv', logged.map(() => '0.4,0.5,0.3').join('\n'));

async function failure(
  work: Promise<unknown>,
): Promise<{ readonly code: string; readonly line: number | undefined; readonly message: string }> {
  return work.then(
    () => {
      throw new Error('nothing was thrown');
    },
    (error: RpcError) => ({ code: error.code, line: error.line, message: error.message }),
  );
}

test('rows, target and predictions from files, users clustered', async () => {
  const { document, refused } = await evaluateFiles({ rows, target, qhat, estimators: ['dm', 'ips', 'snips', 'dr', 'switch'], lambda: 1 });
  expect(refused).toBe(false);
  expect(document.n).toBe(count);
  expect(document.estimates.map(({ estimator }) => estimator)).toEqual(['dm', 'ips', 'snips', 'dr', 'switch']);
  const w = (action: number) => ([0.2, 0.3, 0.5][action] ?? 0) / 0.3333333333333333;
  const expected = logged.reduce((sum, row) => sum + w(row.action) * row.reward, 0) / count;
  expect(document.estimates[1]?.value).toBeCloseTo(expected, 13);
  expect(document.estimates[1]?.method).toBe('normal, clustered by user');
  const again = await evaluateFiles({ rows: file('rows.csv.gz', gzipSync(`action,propensity,reward\n0,0.5,1\n`)), target: 'uniform' });
  expect(again.document.refusals.map(({ code }) => code)).toContain('few-hits');
});

test('a refused estimate asked for by name is the answer no', async () => {
  const asked = await evaluateFiles({ rows, target, estimators: ['ips', 'dr'] });
  expect(asked.refused).toBe(true);
  expect(asked.document.refusals.map(({ code }) => code)).toEqual(['needs-qhat']);
  expect(asked.document.estimates.map(({ estimator }) => estimator)).toEqual(['ips']);
  expect((await evaluateFiles({ rows, target })).refused).toBe(false);
});

test('bad input names file and line', async () => {
  const bad = (content: string) => file('bad.csv', content);
  expect(await failure(evaluateFiles({ rows: bad('action,propensity,reward\n0,0.5,1\n1,0,1\n'), target }))).toMatchObject({
    code: 'bad-row',
    line: 3,
  });
  expect(await failure(evaluateFiles({ rows: bad('action,propensity,reward\n0,0.5,x\n'), target }))).toMatchObject({
    code: 'bad-row',
    line: 2,
  });
  expect(await failure(evaluateFiles({ rows: bad('action,propensity,reward\n7,0.5,1\n'), target }))).toMatchObject({
    code: 'bad-row',
    line: 2,
  });
  expect(await failure(evaluateFiles({ rows: bad('action,propensity,a,b\n0,0.5,1,1\n'), target }))).toMatchObject({
    code: 'bad-row',
    line: 1,
  });
  expect(await failure(evaluateFiles({ rows, target: bad('0.2,0.3,0.4\n') }))).toMatchObject({ code: 'bad-row', line: 1 });
  expect(await failure(evaluateFiles({ rows, target: bad('0.5,0.5,0\n0.5,0.5\n') }))).toMatchObject({ code: 'bad-row', line: 2 });
  expect(await failure(evaluateFiles({ rows, target: bad('1,0,0\n1,0,0\n') }))).toMatchObject({ code: 'bad-file' });
  expect(await failure(evaluateFiles({ rows, target, estimators: ['best'] }))).toMatchObject({ code: 'usage' });
  expect(await failure(evaluateFiles({ rows: join(folder, 'absent.csv'), target }))).toMatchObject({ code: 'not-found' });
  expect(await failure(evaluateFiles({ rows: folder, target }))).toMatchObject({ code: 'bad-file' });
});

test('numbers keep all their digits: a weight that is exactly the threshold stays', async () => {
  const p = '0.029411764705882353';
  const uniform = file('p.csv', `action,propensity,reward\n${Array.from({ length: 340 }, (_, row) => `${row % 34},${p},1`).join('\n')}\n`);
  const { document } = await evaluateFiles({
    rows: uniform,
    target: file('u.csv', Array.from({ length: 34 }, () => p).join(',')),
    estimators: ['ips', 'cips'],
    lambda: 1,
  });
  expect(document.meanWeight).toBe(1);
  expect(document.estimates.map(({ value }) => value)).toEqual([1, 1]);
});

test('points from a file', async () => {
  const points = file('points.csv', 'cost,value\n1,1\n2,3\n3,2\nnan,9\n');
  const analysis = await paretoFile({ points, sense: ['min', 'max'], reference: [4, 0] });
  expect(analysis.efficient).toEqual([0, 1]);
  expect(analysis.hypervolume).toBe(3 * 1 + 2 * 2);
  expect(analysis.contributions).toEqual([1, 3, 0, 0]);
  expect(await failure(paretoFile({ points, sense: ['min'] }))).toMatchObject({ code: 'bad-file' });
  expect(await failure(paretoFile({ points, sense: ['min', 'most'] }))).toMatchObject({ code: 'usage' });
  expect(await failure(paretoFile({ points: file('p2.csv', '1,2\n3,x\n'), sense: ['min', 'min'] }))).toMatchObject({
    code: 'bad-row',
    line: 2,
  });
  expect(await readTargetRow(target)).toEqual([0.2, 0.3, 0.5]);
});

test('a header without rows is no log', async () => {
  const empty = file('header.csv', 'action,propensity,reward\n');
  expect(await failure(evaluateFiles({ rows: empty, target }))).toMatchObject({ code: 'bad-file', line: 1 });
});

test('the line of a wrong action is that of the file, blank lines counted', async () => {
  const gaps = file('gaps.csv', 'action,propensity,reward\n\n0,0.5,1\n\n\n7,0.5,1\n');
  expect(await failure(evaluateFiles({ rows: gaps, target }))).toMatchObject({ code: 'bad-row', line: 6 });
});

test('what is no header is not taken for one, and headers are named once', async () => {
  const analysed = (content: string) => paretoFile({ points: file('front.csv', content), sense: ['min', 'min'] });
  for (const first of ['inf,-inf', 'NA,NA', ',', '0x1,0x2', '1_0,2_0', '1\t2'])
    expect(await failure(analysed(`${first}\n1,2\n`)), first).toMatchObject({ code: 'bad-row', line: 1 });
  expect((await analysed('cost,value\n1,2\n')).efficient).toEqual([0]);
  const twice = file('twice.csv', 'action,propensity,reward,reward\n0,0.5,1,2\n');
  expect(await failure(evaluateFiles({ rows: twice, target }))).toMatchObject({
    line: 1,
    message: expect.stringContaining('twice') as unknown,
  });
  const tabs = file('tabs.csv', 'action\tpropensity\treward\n0\t0.5\t1\n');
  expect((await failure(evaluateFiles({ rows: tabs, target }))).message).toContain('separated by commas');
  const returns = file('returns.csv', 'action,propensity,reward\r0,0.5,1\r');
  expect((await failure(evaluateFiles({ rows: returns, target }))).message).toContain('carriage return');
});

test('values beyond double precision, and paths that are no files, are about what was given', async () => {
  const huge = file('huge.csv', '1e308,1\n-1e308,2\n');
  expect(await failure(paretoFile({ points: huge, sense: ['min', 'min'] }))).toMatchObject({ code: 'bad-file' });
  expect(await failure(evaluateFiles({ rows: join(rows, 'below'), target }))).toMatchObject({ code: 'bad-file' });
  expect(await failure(evaluateFiles({ rows: 'x'.repeat(5_000), target }))).toMatchObject({ code: 'bad-file' });
});

test('a pipe is read whole, packed or not', async (context) => {
  if (process.platform === 'win32') context.skip(skipped('Windows keeps no named pipes in folders'));
  const content = 'cost,value\n10001,5\n2,30003\n';
  for (const [name, bytes] of [
    ['plain', Buffer.from(content)],
    ['packed', gzipSync(content)],
  ] as const) {
    const pipe = join(folder, name);
    execFileSync('mkfifo', [pipe]);
    const [analysis] = await Promise.all([
      paretoFile({ points: pipe, sense: ['min', 'min'], reference: [10_002, 30_004] }),
      writeFile(pipe, bytes),
    ]);
    expect(analysis.hypervolume).toBe(10_000 + 29_998);
  }
});
