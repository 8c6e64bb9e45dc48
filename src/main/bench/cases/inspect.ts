import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { RandomStream } from '../../../core/random/random-stream.ts';
import { rankOrder } from '../../../core/ranking/rank-order.ts';
import { utilities } from '../../../core/utility/utility.ts';
import { RpcError } from '../../../rpc/error.ts';
import { EngineClient } from '../../engine/client.ts';
import type { BundleSpec, Histories } from '../../engine/contract.ts';
import { readBundle } from '../../files/bundle/read-bundle.ts';
import { bundleSpec } from '../../host/bundles/bundle-spec.ts';
import type { BenchCase, BenchContext, BenchFigure } from '../bench-case.ts';
import { compared, figure, median } from '../measure.ts';
import { attributionFigure } from './attribution.ts';

const k = 100;
const rounds = 40;
const vectorsPerRequest = 4;

/** What one inspected request asks of the engine, on the shipped bundle with the most items; and ranking again when a weight moves. */
export const inspectCase: BenchCase = {
  name: 'inspect',
  summary: 'one request on a shipped bundle through the engine, fresh and kept, and ranking again after a weight moved',
  async run(context) {
    const { spec, int8 } = await largestBundle(context);
    const engine = new EngineClient({ device: context.device, threads: 1 });
    try {
      return await measure(engine, spec, int8, context);
    } finally {
      await engine.close();
    }
  },
};

interface Precisions {
  readonly spec: BundleSpec;
  readonly int8: BundleSpec | undefined;
}

async function largestBundle({ resourcesFolder }: BenchContext): Promise<Precisions> {
  const parent = join(resourcesFolder, 'bundles');
  const specs: Precisions[] = [];
  for (const name of readdirSync(parent)) {
    const outcome = await readBundle(join(parent, name));
    if (!outcome.ok) continue;
    const { graphs, precision } = outcome.bundle.manifest;
    const int8 = precision?.int8;
    specs.push({ spec: bundleSpec(outcome.bundle, graphs), int8: int8 === undefined ? undefined : bundleSpec(outcome.bundle, int8) });
  }
  const largest = specs.toSorted((left, right) => right.spec.vectors.rows - left.spec.vectors.rows)[0];
  if (largest === undefined) throw new RpcError({ code: 'unavailable', message: 'No bundle that can be read ships with this console.' });
  return largest;
}

async function measure(
  engine: EngineClient,
  spec: BundleSpec,
  int8: BundleSpec | undefined,
  { signal }: BenchContext,
): Promise<readonly BenchFigure[]> {
  const n = Math.min(256, spec.historyLength);
  const processor: number[] = [];
  const fresh: number[] = [];
  const twoModels: number[] = [];
  const again: number[] = [];
  const quantised: number[] = [];
  const longest: number[] = [];
  const reRank: number[] = [];
  for (let round = -2; round < rounds; round++) {
    signal.throwIfAborted();
    const before = process.cpuUsage();
    const [freshMs, answer] = await timed(() => request(engine, spec, history(spec, n, round)));
    const used = process.cpuUsage(before);
    const [prefillMs] = await timed(() =>
      engine.fullPrefill({ model: spec, ...history(spec, n, round), candidates: answer.rows, ...asked }),
    );
    const [againMs] = await timed(() => request(engine, spec, history(spec, n, round)));
    const [int8Ms] = await timed(async () => (int8 === undefined ? undefined : request(engine, int8, history(int8, n, round))));
    const [longestMs] = await timed(() => request(engine, spec, history(spec, spec.historyLength, 2000 + round)));
    const weights = Array.from({ length: spec.shape.actions }, (_, head) => Math.sin(round + head));
    const [reRankMs] = await timed(() => Promise.resolve(rankOrder(utilities(answer.probabilities, weights).utility)));
    if (round < 0) continue;
    fresh.push(freshMs);
    processor.push((used.user + used.system) / 1000);
    twoModels.push(freshMs - answer.scoreMs + prefillMs);
    again.push(againMs);
    quantised.push(int8Ms);
    longest.push(longestMs);
    reRank.push(reRankMs);
  }
  const about = `n = ${n}, k = ${k}, ${vectorsPerRequest} query vectors over ${spec.vectors.rows.toLocaleString('en-US')} items, width ${spec.shape.width}, ${spec.shape.layers} layers`;
  return [
    compared(
      'inspect: encode, generate, retrieve and score',
      fresh,
      'two models',
      twoModels,
      `${about}; processor time of all threads ${median(processor).toFixed(1)} ms; aim: 40 ms`,
    ),
    compared('inspect: the same history again', again, 'a fresh one', fresh, 'from kept keys and values'),
    ...(int8 === undefined ? [] : [compared('inspect: the int8 graphs', quantised, 'float32', fresh)]),
    compared('inspect: the longest history', longest, `${n} events`, fresh, `n = ${spec.historyLength}, all that this bundle reads`),
    await attributionFigure(engine, spec, (round) => history(spec, n, 1000 + round), signal),
    figure(`inspect: rank ${k} candidates again`, 'ms', reRank, { note: 'after a weight moved; aim: 16 ms' }),
  ];
}

const asked = { gap: 3, surface: 0 } as const;

interface Answer {
  readonly rows: Int32Array;
  readonly probabilities: Float32Array;
  readonly scoreMs: number;
}

async function request(engine: EngineClient, spec: BundleSpec, histories: Histories): Promise<Answer> {
  const { length } = histories;
  const encoded = await engine.encodeHistory({ model: spec, ...histories, wanted: Int32Array.of(length - 1), keep: true });
  const generated = await engine.generate({
    model: spec,
    count: 1,
    vectors: vectorsPerRequest,
    states: encoded.states,
    recent: encoded.recent,
    outcomes: new Float32Array(vectorsPerRequest * spec.shape.actions),
    topics: new Int32Array(vectorsPerRequest),
    offsets: Int32Array.from({ length: vectorsPerRequest }, (_, vector) => vector % spec.shape.offsets),
  });
  const found = await engine.retrieve({
    model: spec,
    count: vectorsPerRequest,
    queries: generated.queries,
    k,
    excluded: new Int32Array(0),
    offsets: new Int32Array(vectorsPerRequest + 1),
    targets: new Int32Array(vectorsPerRequest).fill(-1),
  });
  const rows = Int32Array.from(new Set(found.rows)).slice(0, k);
  const started = performance.now();
  const scored = await engine.scoreCandidates({ model: spec, handle: encoded.handles[0] ?? '', length, rows: rows.slice(), ...asked });
  if (!scored.held) throw new RpcError({ code: 'unavailable', message: 'The engine dropped a history at once.' });
  return { rows, probabilities: scored.probabilities, scoreMs: performance.now() - started };
}

/** A seeded history; another for every round. */
function history(spec: BundleSpec, length: number, round: number): Histories {
  const rows = new RandomStream(round + 10, 'bench history');
  const gaps = new RandomStream(round + 10, 'bench gaps');
  return {
    count: 1,
    length,
    rows: Int32Array.from({ length }, (_, event) => rows.int(event, spec.vectors.rows)),
    actions: Int32Array.from({ length }, (_, event) => 1 << (event % spec.shape.actions)),
    masked: new Uint8Array(length),
    gaps: Float32Array.from({ length }, (_, event) => (event === 0 ? 0 : 12 * gaps.uniform(event))),
    surfaces: new Int32Array(length),
  };
}

async function timed<T>(work: () => Promise<T>): Promise<readonly [number, T]> {
  const started = performance.now();
  const answer = await work();
  return [performance.now() - started, answer];
}
