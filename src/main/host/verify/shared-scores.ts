import type { Measured } from '../../../core/checks/check.ts';
import { RandomStream } from '../../../core/random/random-stream.ts';
import type { EngineClient } from '../../engine/client.ts';
import type { BundleSpec, Histories } from '../../engine/contract.ts';
import type { CheckedBundle } from '../bundles/registry.ts';
import type { HostContext } from '../context.ts';

const [mostEvents, mostCandidates] = [512, 128];
const asked = { gap: 6, surface: 0 } as const;

/** Largest difference of a logit between the kept keys and values of a history and one pass over history and candidates. */
export async function sharedScores(
  { engine }: HostContext,
  { spec }: CheckedBundle,
  _: Float32Array,
  signal: AbortSignal,
): Promise<Measured> {
  const { shared, rows, length, spread } = await scoreAll(engine, spec, signal);
  const onePass = (histories: Histories) =>
    engine.fullPrefill({ model: spec, ...histories, candidates: rows.slice(), ...asked }, { signal });
  const recomputed = await onePass(seededHistory(spec, length, 1));
  const other = await onePass(seededHistory(spec, length, 2));
  return {
    value: farthest(shared, recomputed.logits),
    control: farthest(shared, other.logits),
    detail: `${rows.length} candidates after ${length} events; their logits spread over ${spread}.`,
  };
}

/** Largest difference of a logit between a candidate scored alone and among all others. */
export async function scoresAlone(
  { engine }: HostContext,
  { spec }: CheckedBundle,
  _: Float32Array,
  signal: AbortSignal,
): Promise<Measured> {
  const { shared, rows, handle, length, spread } = await scoreAll(engine, spec, signal);
  const width = spec.shape.actions;
  let value = 0;
  let control = Number.POSITIVE_INFINITY;
  for (const [place, row] of rows.entries()) {
    const alone = await score(engine, spec, handle, length, Int32Array.of(row), signal);
    value = Math.max(value, farthest(shared.slice(place * width, (place + 1) * width), alone));
    const next = (place + 1) % rows.length;
    control = Math.min(control, farthest(shared.slice(next * width, (next + 1) * width), alone));
  }
  return { value, control, detail: `${rows.length} candidates after ${length} events; their logits spread over ${spread}.` };
}

/** Largest difference of a logit between an edited history read on from what is kept of the one before the edit, and read whole. */
export async function continuedHistories(
  { engine }: HostContext,
  { spec }: CheckedBundle,
  _: Float32Array,
  signal: AbortSignal,
): Promise<Measured> {
  const { shared, rows, length, spread } = await scoreAll(engine, spec, signal);
  // One event of the third quarter never was: those after it move up, and the gap over it grows.
  const out = Math.floor(length * 0.7);
  const edited = withoutEvent(seededHistory(spec, length, 1), out);
  const read = async (fresh: boolean) => {
    const input = { model: spec, ...structuredClone(edited), wanted: new Int32Array(0), keep: true, fresh };
    const answer = await engine.encodeHistory(input, { signal });
    return { events: answer.read, logits: await score(engine, spec, answer.handles[0] ?? '', length - 1, rows.slice(), signal) };
  };
  const continued = await read(false);
  const whole = await read(true);
  return {
    value: farthest(continued.logits, whole.logits),
    control: farthest(shared, whole.logits),
    detail: `event ${out} of ${length} left out: ${continued.events} events read instead of ${whole.events}; the logits of ${rows.length} candidates spread over ${spread}.`,
  };
}

function withoutEvent({ rows, actions, masked, gaps, surfaces }: Histories, event: number): Histories {
  const without = <T extends Int32Array | Uint8Array | Float32Array>(all: T): T => all.filter((_, place) => place !== event) as T;
  const shorter = without(gaps);
  shorter[event] = Math.log1p(Math.expm1(gaps[event] ?? 0) + Math.expm1(gaps[event + 1] ?? 0));
  return {
    count: 1,
    length: rows.length - 1,
    rows: without(rows),
    actions: without(actions),
    masked: without(masked),
    gaps: shorter,
    surfaces: without(surfaces),
  };
}

interface Scored {
  readonly shared: Float32Array;
  readonly rows: Int32Array;
  readonly handle: string;
  readonly length: number;
  /** Over the candidates, from the head that varies least to the one that varies most: a difference means little where nothing differs. */
  readonly spread: string;
}

async function scoreAll(engine: EngineClient, spec: BundleSpec, signal: AbortSignal): Promise<Scored> {
  const length = Math.min(mostEvents, spec.historyLength);
  const rows = Int32Array.from({ length: Math.min(mostCandidates, spec.vectors.rows) }, (_, place) => place);
  const { handles } = await engine.encodeHistory(
    { model: spec, ...seededHistory(spec, length, 1), wanted: new Int32Array(0), keep: true },
    { signal },
  );
  const handle = handles[0] ?? '';
  const shared = await score(engine, spec, handle, length, rows.slice(), signal);
  const { actions } = spec.shape;
  const spreads = Array.from({ length: actions }, (_, head) => {
    const logits = Array.from(rows.keys(), (place) => shared[place * actions + head] ?? Number.NaN);
    return Math.max(...logits) - Math.min(...logits);
  });
  return { shared, rows, handle, length, spread: `${Math.min(...spreads).toFixed(2)} to ${Math.max(...spreads).toFixed(2)} by head` };
}

async function score(
  engine: EngineClient,
  model: BundleSpec,
  handle: string,
  length: number,
  rows: Int32Array,
  signal: AbortSignal,
): Promise<Float32Array> {
  const answer = await engine.scoreCandidates({ model, handle, length, rows, ...asked }, { signal });
  if (!answer.held) throw new Error('The engine dropped a history that was just read.');
  return answer.logits;
}

function seededHistory({ vectors, shape }: BundleSpec, length: number, seed: number): Histories {
  const draws = new RandomStream(seed, 'check history');
  return {
    count: 1,
    length,
    rows: Int32Array.from({ length }, (_, event) => draws.int(event, vectors.rows)),
    actions: Int32Array.from({ length }, (_, event) => 1 << draws.int(length + event, shape.actions)),
    masked: Uint8Array.from({ length }, (_, event) => Number(event % 8 === 7)),
    gaps: Float32Array.from({ length }, (_, event) => (event === 0 ? 0 : 12 * draws.uniform(2 * length + event))),
    surfaces: Int32Array.from({ length }, (_, event) => draws.int(3 * length + event, shape.surfaces)),
  };
}

function farthest(left: Float32Array, right: Float32Array): number {
  if (left.length !== right.length) return Number.NaN;
  return left.reduce((most, value, index) => Math.max(most, Math.abs(value - (right[index] ?? Number.NaN))), 0);
}
