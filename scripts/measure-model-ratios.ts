import { writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { fileURLToPath } from 'node:url';
import { itemisedBelow, type MissingTime, missingLine, missingOfRank, missingOfRequest } from '../src/main/bench/cases/missing-time.ts';
import { ModelPaths } from '../src/main/bench/cases/model-paths.ts';
import { median } from '../src/main/bench/measure.ts';

/**
 * Measures how much one model for two stages saves, over history lengths n and candidates k, and writes docs/model-ratios.json and docs/model-ratios.svg.
 * Usage: node scripts/measure-model-ratios.ts [rounds]. Takes about a minute. Times are processor times of the one thread, which other programs disturb little.
 */
const lengths = [128, 256, 512, 1024];
const counts = [32, 128, 512];
const rounds = Number(process.argv[2] ?? 9);
const folder = fileURLToPath(new URL('../docs/', import.meta.url));

interface Point {
  readonly n: number;
  readonly k: number;
  /** Median processor milliseconds of one pass. */
  readonly ms: { readonly encode: number; readonly retrieve: number; readonly score: number; readonly onePass: number };
  readonly rank: { readonly measured: number; readonly predicted: number };
  readonly request: { readonly measured: number; readonly predicted: number };
  /** Where less than 85% of a prediction is reached: what the missing milliseconds were spent on. */
  readonly missing?: { readonly rank?: MissingTime; readonly request?: MissingTime };
}

async function measure(): Promise<readonly Point[]> {
  const paths = await ModelPaths.open();
  const points: Point[] = [];
  for (const n of lengths) {
    for (const k of counts) {
      const times = await paths.measure(n, k, rounds, new AbortController().signal);
      const [encode, retrieve, score, onePass] = [times.encode, times.retrieve, times.score, times.prefill].map((part) =>
        median(part.map(({ processorMs }) => processorMs)),
      ) as [number, number, number, number];
      const request = (encode + retrieve + onePass) / (encode + retrieve + score);
      const passes = { encode, retrieve, score, onePass };
      const isShort = (measured: number, predicted: number) => measured < itemisedBelow * predicted;
      const rank = isShort(onePass / score, (n + k) / k) ? await missingOfRank(n, k, passes) : undefined;
      const whole = isShort(request, (2 * n + k) / (n + k)) ? missingOfRequest(n, k, passes) : undefined;
      points.push({
        n,
        k,
        ms: { encode: round(encode), retrieve: round(retrieve), score: round(score), onePass: round(onePass) },
        rank: { measured: round(onePass / score), predicted: round((n + k) / k) },
        request: { measured: round(request), predicted: round((2 * n + k) / (n + k)) },
        ...(rank === undefined && whole === undefined
          ? {}
          : { missing: { ...(rank === undefined ? {} : { rank }), ...(whole === undefined ? {} : { request: whole }) } }),
      });
      process.stdout.write(`n ${n}, k ${k}: rank ${(onePass / score).toFixed(2)}x, request ${request.toFixed(2)}x\n`);
      for (const missing of [rank, whole]) if (missing !== undefined) process.stdout.write(`  ${missingLine(missing)}\n`);
    }
  }
  await paths.release();
  return points;
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}

const panel = { width: 330, height: 240, left: 46, top: 46 };
const colours = ['#0b7285', '#862e9c', '#c2410c'];

/** One panel: history length across (doubling), ratio upwards (logarithmic); solid is measured, dashed is what the token count predicts. */
function drawPanel(points: readonly Point[], what: 'rank' | 'request', title: string, offset: number, ticks: readonly number[]): string {
  const [low = 1, high = 2] = [ticks[0], ticks.at(-1)];
  const x = (n: number) => offset + panel.left + (Math.log2(n / 128) / 3) * panel.width;
  const y = (ratio: number) => panel.top + panel.height * (1 - Math.log(ratio / low) / Math.log(high / low));
  const grid = ticks.map(
    (tick) =>
      `<line x1="${offset + panel.left}" x2="${offset + panel.left + panel.width}" y1="${y(tick)}" y2="${y(tick)}" stroke="#dee2e6"/>` +
      `<text x="${offset + panel.left - 6}" y="${y(tick) + 4}" text-anchor="end">${tick}x</text>`,
  );
  const axis = lengths.map((n) => `<text x="${x(n)}" y="${panel.top + panel.height + 18}" text-anchor="middle">${n}</text>`);
  const lines = counts.map((k, index) => {
    const own = points.filter((point) => point.k === k);
    const path = (read: (point: Point) => number) => own.map((point) => `${x(point.n).toFixed(1)},${y(read(point)).toFixed(1)}`).join(' ');
    const dots = own.map(
      (point) => `<circle cx="${x(point.n).toFixed(1)}" cy="${y(point[what].measured).toFixed(1)}" r="3.5" fill="${colours[index]}"/>`,
    );
    return (
      `<polyline points="${path((point) => point[what].predicted)}" fill="none" stroke="${colours[index]}" stroke-dasharray="5 4"/>` +
      `<polyline points="${path((point) => point[what].measured)}" fill="none" stroke="${colours[index]}" stroke-width="2"/>${dots.join('')}`
    );
  });
  return `<text x="${offset + panel.left}" y="24" font-weight="600">${title}</text>${grid.join('')}${axis.join('')}${lines.join('')}`;
}

function draw(points: readonly Point[]): string {
  const width = 2 * (panel.left + panel.width + 30);
  const foot = panel.top + panel.height;
  const key = counts.map(
    (k, index) =>
      `<circle cx="${panel.left + 8 + index * 120}" cy="${foot + 58}" r="4" fill="${colours[index]}"/><text x="${panel.left + 18 + index * 120}" y="${foot + 62}">k = ${k}</text>`,
  );
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${foot + 80}" font-family="sans-serif" font-size="12" fill="#212529">`,
    `<rect width="${width}" height="${foot + 80}" fill="#ffffff"/>`,
    drawPanel(points, 'rank', 'Score from kept keys and values, against one pass', 0, [1, 2, 4, 8, 16, 32, 64]),
    drawPanel(points, 'request', 'One model for both stages, against two models', width / 2, [1, 1.2, 1.4, 1.6, 1.8, 2, 2.4]),
    `<text x="${panel.left}" y="${foot + 38}">History length n. Solid: measured. Dashed: what the token count predicts.</text>`,
    ...key,
    '</svg>\n',
  ].join('\n');
}

const points = await measure();
const machine = cpus()[0]?.model.trim() ?? 'unknown processor';
const about = '4 layers, d = w = 128, 30,000 items, random weights, one thread; medians of processor time in one process';
writeFileSync(`${folder}model-ratios.json`, `${JSON.stringify({ machine, about, rounds, points }, undefined, 2)}\n`);
writeFileSync(`${folder}model-ratios.svg`, draw(points));
