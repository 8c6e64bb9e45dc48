import type { Interactions } from '../../../core/ranking/interactions.ts';
import { RandomStream } from '../../../core/random/random-stream.ts';
import type { UserSequence } from '../../../core/session/user-sequence.ts';
import { RpcError } from '../../../rpc/error.ts';
import type { Store } from '../../store/types.ts';
import { type EvaluationSplit, type HeldOut, heldOut, historyBefore } from './held-out.ts';
import { type ModelHistory, modelHistory } from './model-history.ts';
import type { ServedModel } from './served-model.ts';

/** One user to evaluate; positions count from 0 in the user's sequence. */
export interface EvaluatedUser {
  readonly user: number;
  /** Number of the user in the dataset. */
  readonly datasetUser: number;
  /** Up to the last held-out event, so that each of them can be judged from what stood before it. */
  readonly history: ModelHistory;
  readonly heldOut: HeldOut;
  readonly targetRow: number;
  readonly targetAtMs: number;
  /** The target's item stands in the history already. */
  readonly repeated: boolean;
}

export interface EvaluationData {
  readonly users: readonly EvaluatedUser[];
  /** Users with a target, before any were left out by `--users`. */
  readonly eligible: number;
  /** What the baselines may learn from, in bundle rows. */
  readonly interactions: Interactions;
  readonly cutMs: number;
}

const sliceMs = 10;
/** Share of timed events that stand before the cut of the temporal split. */
export const temporalShare = 0.9;

/** Reads every user's sequence once, in slices that leave the host's thread free, and cuts it as the split says. */
export async function evaluationData(
  store: Store,
  model: ServedModel,
  options: { readonly split: EvaluationSplit; readonly users?: number | undefined; readonly seed: number },
  signal: AbortSignal,
): Promise<EvaluationData> {
  const { dataset } = model;
  const positiveBits = dataset.actions.reduce((bits, action, bit) => (action.positive ? bits | (1 << bit) : bits), 0);
  const cutMs = options.split === 'temporal' ? await timeQuantile(store, model, temporalShare, signal) : Number.POSITIVE_INFINITY;
  const users: EvaluatedUser[] = [];
  const offsets: number[] = [0];
  const rows: number[] = [];
  const positives: number[] = [];
  await eachSequence(store, model, signal, (sequence) => {
    const held = heldOut(sequence, positiveBits, options.split, cutMs);
    const trainEnd =
      options.split === 'temporal' ? historyBefore(sequence, cutMs) : (held?.target ?? trainEndWithoutTarget(sequence, positiveBits));
    const user = offsets.length - 1;
    const seen = new Set<number>();
    for (let index = 0; index < trainEnd; index++) {
      const row = model.rowOfItem[sequence.item[index] ?? -1] ?? -1;
      if (row < 0) continue;
      rows.push(row);
      seen.add(row);
      positives.push(((sequence.actions[index] ?? 0) & positiveBits) === 0 ? 0 : 1);
    }
    offsets.push(rows.length);
    if (held === undefined || seen.size === 0) return;
    const targetRow = model.rowOfItem[sequence.item[held.target] ?? -1] ?? -1;
    const history = modelHistory(model, sequence);
    users.push({
      user,
      datasetUser: sequence.user,
      history,
      heldOut: held,
      targetRow,
      targetAtMs: sequence.atMs[held.target] ?? Number.NaN,
      repeated: seen.has(targetRow),
    });
  });
  if (users.length === 0) {
    throw new RpcError({
      code: 'refused',
      message:
        options.split === 'temporal'
          ? `No user of "${dataset.name}" has events before ${new Date(cutMs).toISOString()} and a positive event after it; use leave-last-out.`
          : `No user of "${dataset.name}" has a positive event to predict with something before it, so there is nothing to evaluate.`,
    });
  }
  const interactions: Interactions = {
    users: offsets.length - 1,
    items: model.bundle.manifest.vectors.rows,
    offsets: Int32Array.from(offsets),
    item: Int32Array.from(rows),
    positive: Uint8Array.from(positives),
  };
  return { users: sample(users, options.users, options.seed), eligible: users.length, interactions, cutMs };
}

/** A user without a target: with no history before the only positive event, that event still is held out. */
function trainEndWithoutTarget(sequence: UserSequence, positiveBits: number): number {
  const last = sequence.actions.findLastIndex((bits) => (bits & positiveBits) !== 0);
  return last < 0 ? sequence.item.length : last;
}

async function timeQuantile(store: Store, model: ServedModel, share: number, signal: AbortSignal): Promise<number> {
  const times: number[] = [];
  await eachSequence(store, model, signal, (sequence) => {
    for (const at of sequence.atMs) if (!Number.isNaN(at)) times.push(at);
  });
  if (times.length === 0) {
    throw new RpcError({
      code: 'refused',
      message: `"${model.dataset.name}" has no times, so it cannot be split in time; use leave-last-out.`,
    });
  }
  const sorted = Float64Array.from(times).sort();
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
}

async function eachSequence(store: Store, model: ServedModel, signal: AbortSignal, visit: (sequence: UserSequence) => void): Promise<void> {
  let since = performance.now();
  for (const sequence of store.events.scan(model.dataset)) {
    visit(sequence);
    if (performance.now() - since < sliceMs) continue;
    await new Promise<void>((resolve) => setImmediate(resolve));
    signal.throwIfAborted();
    since = performance.now();
  }
}

/** A random part of the users, the same for the same seed, in their old order. */
function sample<T>(users: readonly T[], most: number | undefined, seed: number): readonly T[] {
  if (most === undefined || most >= users.length) return users;
  const order = new RandomStream(seed, 'evaluation users').shuffle(Int32Array.from(users.keys()));
  return Array.from(order.subarray(0, most).sort(), (index) => users[index]).filter((user): user is T & {} => user !== undefined);
}
