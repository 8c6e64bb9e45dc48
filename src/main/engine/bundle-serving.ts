import { encodeFlops, generateFlops, prefillFlops, scoreFlops } from '../../core/bundle/flops.ts';
import type { BundleModel } from './bundle-model.ts';
import type { BundleRuns, EncodeAnswer } from './bundle-runs.ts';
import type {
  CallCost,
  EncodeHistoryInput,
  EncodeHistoryOutput,
  FullPrefillInput,
  FullPrefillOutput,
  GenerateInput,
  GenerateOutput,
  Histories,
  ProbeInput,
  ScoreCandidatesInput,
  ScoreCandidatesOutput,
} from './contract.ts';
import type { HistoryPart } from './history-part.ts';
import type { HistoryCache } from './kept-histories.ts';
import { type KeptHistory, rowAt } from './kept-history.ts';
import type { BatchTime } from './retrieve-runs.ts';

/** An opened bundle. */
export interface OpenedBundle {
  readonly model: BundleModel;
  readonly runs: BundleRuns;
}

const maxCandidates = 1024;

/** A shared beginning shorter than this is read again with the rest: histories without one then go through the model together. */
const leastShared = 16;

/** Encodes what is not kept, and answers states, recent items and user embeddings at the positions asked for. */
export async function encodeHistories(
  { model, runs }: OpenedBundle,
  cache: HistoryCache,
  input: EncodeHistoryInput,
  signal: AbortSignal,
): Promise<EncodeHistoryOutput> {
  const { shape, historyLength, key } = model.spec;
  checkChoices(input.surfaces, shape.surfaces, 'surface');
  const parts = Array.from({ length: input.count }, (_, index) => historyPart(input, index, historyLength));
  const found = parts.map((part) => (input.fresh === true ? undefined : cache.find(key, part, leastShared)));
  const isHit = (index: number) => found[index]?.events === parts[index]?.rows.length;
  const answers = await Promise.all(
    parts.map((history, index) =>
      isHit(index) ? Promise.resolve(undefined) : runs.encode.submit({ history, after: found[index] }, signal),
    ),
  );
  const kept = parts.map((_, index) => answers[index]?.kept ?? found[index]?.kept);
  const handles = input.keep
    ? kept.map((one, index) => (one === undefined ? '' : isHit(index) ? (found[index]?.handle ?? '') : cache.keep(one)))
    : [];
  const wanted = { states: shape.width, recent: shape.recent, users: shape.dimensions } as const;
  const at = (name: keyof typeof wanted) => pick(kept, input.wanted, input.length, wanted[name], name);
  const fresh = answers.filter((answer): answer is EncodeAnswer => answer !== undefined);
  const read = fresh.map(({ kept: { history, pieces } }) => ({ events: pieces.at(-1)?.events ?? 0, length: history.rows.length }));
  return {
    handles,
    states: at('states'),
    recent: at('recent'),
    users: at('users'),
    cost: costOf(
      fresh,
      read.reduce((sum, { events, length }) => sum + encodeFlops(shape, events, length - events), 0),
    ),
    hits: parts.filter((_, index) => isHit(index)).length,
    read: read.reduce((sum, { events }) => sum + events, 0),
  };
}

export async function generateQueries({ model, runs }: OpenedBundle, input: GenerateInput, signal: AbortSignal): Promise<GenerateOutput> {
  const { shape } = model.spec;
  const { count, vectors } = input;
  checkChoices(input.topics, shape.topics, 'topic');
  checkChoices(input.offsets, shape.offsets, 'time offset');
  const answers = await Promise.all(
    Array.from({ length: count }, (_, index) => {
      const part = <T extends Float32Array | Int32Array>(all: T, size: number) => all.slice(index * size, (index + 1) * size) as T;
      const item = {
        state: part(input.states, shape.width),
        recent: part(input.recent, shape.recent),
        outcomes: part(input.outcomes, vectors * shape.actions),
        topics: part(input.topics, vectors),
        offsets: part(input.offsets, vectors),
      };
      return runs.generate.submit(item, signal);
    }),
  );
  return {
    queries: joinFloats(answers.map((answer) => answer.queries)),
    cost: costOf(answers, generateFlops(shape, count * vectors)),
  };
}

export async function scoreKept(
  { model, runs }: OpenedBundle,
  cache: HistoryCache,
  input: ScoreCandidatesInput,
  signal: AbortSignal,
): Promise<ScoreCandidatesOutput> {
  const { shape } = model.spec;
  checkChoices(Int32Array.of(input.surface), shape.surfaces, 'surface');
  const kept = cache.get(input.handle);
  if (kept === undefined || kept.model !== model.spec.key) return { held: false };
  const { length, gap, surface } = input;
  if (length < 1 || length > kept.history.rows.length)
    throw new RangeError(`This history has ${kept.history.rows.length} events, not ${length}.`);
  const answers = await Promise.all(slices(input.rows).map((rows) => runs.score.submit({ kept, rows, length, gap, surface }, signal)));
  const logits = joinFloats(answers.map((answer) => answer.logits));
  return {
    held: true,
    logits,
    probabilities: logits.map((logit) => 1 / (1 + Math.exp(-logit))),
    cost: costOf(answers, scoreFlops(shape, kept.history.rows.length, input.rows.length)),
  };
}

export async function prefillRequest(
  { model, runs }: OpenedBundle,
  input: FullPrefillInput,
  signal: AbortSignal,
): Promise<FullPrefillOutput> {
  const { shape, historyLength } = model.spec;
  checkChoices(input.surfaces, shape.surfaces, 'surface');
  checkChoices(Int32Array.of(input.surface), shape.surfaces, 'surface');
  const history = historyPart(input, 0, historyLength);
  const { gap, surface } = input;
  const length = history.rows.length;
  const { logits, batch } = await runs.prefill.submit({ history, rows: input.candidates, length, gap, surface }, signal);
  return { logits, cost: costOf([{ batch }], prefillFlops(shape, length, input.candidates.length)) };
}

export async function probeGraph(
  { runs }: OpenedBundle,
  input: ProbeInput,
  signal: AbortSignal,
): Promise<Readonly<Record<string, Float32Array>>> {
  const { outputs } = await runs.probe.submit(input, signal);
  return outputs;
}

/** History `index` of the input without its padding. */
function historyPart(input: Histories, index: number, historyLength: number): HistoryPart {
  const from = index * input.length;
  const padding = input.rows.subarray(from, from + input.length).indexOf(-1);
  const length = padding < 0 ? input.length : padding;
  if (length < 1 || length > historyLength) throw new RangeError(`A history of ${length} events does not fit.`);
  const to = from + length;
  return {
    rows: input.rows.slice(from, to),
    actions: input.actions.slice(from, to),
    masked: input.masked.slice(from, to),
    gaps: input.gaps.slice(from, to),
    surfaces: input.surfaces.slice(from, to),
  };
}

/** Rows of a per-event tensor at the wanted positions, one after another. */
function pick(
  kept: readonly (KeptHistory | undefined)[],
  wanted: Int32Array,
  length: number,
  width: number,
  what: 'states' | 'recent' | 'users',
): Float32Array {
  const all = new Float32Array(wanted.length * width);
  wanted.forEach((position, place) => {
    const one = kept[Math.floor(position / length)];
    if (one !== undefined) all.set(rowAt(one, what, position % length), place * width);
  });
  return all;
}

/** An index outside a table would be read from other memory by some devices. */
function checkChoices(choices: Int32Array, size: number, what: string): void {
  const outside = choices.find((choice) => choice < 0 || choice >= size);
  if (outside !== undefined) throw new RangeError(`There is no ${what} ${outside}; there are ${size}.`);
}

function slices(rows: Int32Array): readonly Int32Array[] {
  return Array.from({ length: Math.ceil(rows.length / maxCandidates) }, (_, index) =>
    rows.slice(index * maxCandidates, (index + 1) * maxCandidates),
  );
}

function costOf(answers: readonly { readonly batch: BatchTime }[], flops: number): CallCost {
  return { ms: [...new Set(answers.map(({ batch }) => batch))].reduce((sum, batch) => sum + batch.ms, 0), flops };
}

function joinFloats(parts: readonly Float32Array[]): Float32Array {
  const all = new Float32Array(parts.reduce((sum, part) => sum + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    all.set(part, offset);
    offset += part.length;
  }
  return all;
}
