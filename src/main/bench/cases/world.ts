import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { WorldResult } from '../../../contract/worlds.ts';
import type { BenchCase, BenchContext, BenchFigure } from '../bench-case.ts';

interface Size {
  readonly name: string;
  readonly options: readonly string[];
}

interface Made {
  readonly name: string;
  readonly seconds: number;
  readonly requests: number;
  /** Most memory the whole process ever held; undefined where the system does not tell it. */
  readonly peakMiB: number | undefined;
}

/** A world and another four times as large, each made in a process of its own. */
export const worldCase: BenchCase = {
  name: 'world',
  summary: 'time per request and peak memory of making a world, against a quarter of it',
  run: (context) =>
    compareSizes(context, [
      { name: '2,000 users', options: ['--preset', 'demo', '--users', '2000'] },
      { name: '8,000 users', options: ['--preset', 'demo', '--users', '8000'] },
    ]),
};

/** The presets as they are: tens of minutes, so it runs only when it is named. */
export const wholeWorldsCase: BenchCase = {
  name: 'world-whole',
  summary: 'time per request and peak memory of large against demo',
  onlyByName: true,
  run: (context) =>
    compareSizes(context, [
      { name: 'demo', options: ['--preset', 'demo'] },
      { name: 'large', options: ['--preset', 'large'] },
    ]),
};

async function compareSizes(context: BenchContext, [small, large]: readonly [Size, Size]): Promise<readonly BenchFigure[]> {
  const first = await make(context, small);
  const second = await make(context, large);
  const perThousand = ({ seconds, requests }: Made) => (seconds * 1_000_000) / requests;
  const note = [first, second].map(({ name, seconds, requests }) => `${name}: ${requests} requests in ${seconds.toFixed(1)} s`).join('; ');
  const figure = (what: string, unit: string, value: number, baseline: number, ratio: number): BenchFigure => ({
    name: `world: ${what}, ${second.name}`,
    runs: 1,
    median: value,
    min: value,
    max: value,
    unit,
    baseline,
    baselineName: first.name,
    ratio,
    note,
  });
  const [time, baseTime] = [perThousand(second), perThousand(first)];
  const figures = [figure('time per 1,000 requests', 'ms', time, baseTime, baseTime / time)];
  if (first.peakMiB !== undefined && second.peakMiB !== undefined)
    figures.push(figure('peak memory', 'MiB', second.peakMiB, first.peakMiB, second.peakMiB / first.peakMiB));
  return figures;
}

async function make(context: BenchContext, { name, options }: Size): Promise<Made> {
  context.progress(`making ${name}`);
  const folder = mkdtempSync(join(tmpdir(), 'paretoscope-bench-'));
  try {
    const entry = join(context.projectFolder, 'out', 'main', 'cli.js');
    const argv = [entry, 'world', 'create', ...options, '--seed', '7', '--data', folder, '--json'];
    const child = spawn(process.execPath, argv, { stdio: ['ignore', 'pipe', 'ignore'], signal: context.signal });
    let out = '';
    child.stdout.on('data', (text: Buffer) => (out += text.toString()));
    let peakMiB: number | undefined;
    const timer = setInterval(() => (peakMiB = peakOf(child.pid) ?? peakMiB), 250);
    try {
      await once(child, 'close');
    } finally {
      clearInterval(timer);
    }
    if (child.exitCode !== 0) throw new Error(`Making ${name} ended with exit ${child.exitCode}: ${out}`);
    const { seconds, requests } = JSON.parse(out) as WorldResult;
    return { name, seconds, requests, peakMiB };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The most memory a process has held so far, as Linux counts it. */
function peakOf(pid: number | undefined): number | undefined {
  const path = `/proc/${pid}/status`;
  if (!existsSync(path)) return undefined;
  const [, kibibytes] = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(path, 'utf8')) ?? [];
  return kibibytes === undefined ? undefined : Number(kibibytes) / 1024;
}
