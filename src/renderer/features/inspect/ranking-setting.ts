import type { Horizon } from '../../../contract/inspect.ts';

/** An event that never was: it stands right before position `before`. */
export interface Insertion {
  readonly before: number;
  /** The source's id of the item. */
  readonly item: string;
  readonly actions: readonly string[];
}

/** An event put right before position `before`. */
export interface Movement {
  readonly event: number;
  readonly before: number;
}

export type VectorCount = 1 | 4 | 16;

/** Weights, history edits and query conditions: everything that makes one order differ from another for the same request. */
export interface RankingSetting {
  /** Only the weights that differ from the bundle's own, by head name. */
  readonly weights: Readonly<Record<string, number>>;
  /** Positions in the user's sequence, ascending. */
  readonly mask: readonly number[];
  readonly drop: readonly number[];
  readonly insert: readonly Insertion[];
  readonly move: readonly Movement[];
  readonly topics: readonly string[];
  /** Shares of the budget by outcome; empty when retrieval is not steered. */
  readonly outcome: Readonly<Record<string, number>>;
  readonly vectors: VectorCount;
  readonly horizon: Horizon;
}

export const plainSetting: RankingSetting = {
  weights: {},
  mask: [],
  drop: [],
  insert: [],
  move: [],
  topics: [],
  outcome: {},
  vectors: 1,
  horizon: 'real-time',
};

/** Edits of the history alone. */
export const noHistoryEdits = { mask: [], drop: [], insert: [], move: [] } satisfies Partial<RankingSetting>;

/** How many edits of the history a setting holds. */
export function editCount({ mask, drop, insert, move }: RankingSetting): number {
  return mask.length + drop.length + insert.length + move.length;
}

/** Whether retrieval is asked for anything but one plain vector. */
export function isSteered({ topics, outcome, vectors, horizon }: RankingSetting): boolean {
  return topics.length > 0 || Object.keys(outcome).length > 0 || vectors !== 1 || horizon !== 'real-time';
}

/** Turns one history edit on or off; an event is either masked or dropped, never both. */
export function toggleEdit(setting: RankingSetting, seq: number, edit: 'mask' | 'drop'): RankingSetting {
  const without = (positions: readonly number[]) => positions.filter((position) => position !== seq);
  const isOn = setting[edit].includes(seq);
  const next = { ...setting, mask: without(setting.mask), drop: without(setting.drop) };
  return isOn ? next : { ...next, [edit]: [...next[edit], seq].sort((a, b) => a - b) };
}

/**
 * Moves an event one place earlier (-1) or later (1) among the events shown.
 *
 * @param order positions of the shown events as they stand now, without inserted ones
 * @param end position of the request
 */
export function moveEvent(setting: RankingSetting, order: readonly number[], end: number, event: number, by: -1 | 1): RankingSetting {
  const place = order.indexOf(event);
  const target = place + by;
  if (place < 0 || target < 0 || target >= order.length) return setting;
  const before = by < 0 ? (order[target] ?? end) : (order[target + 1] ?? end);
  const next = order.toSpliced(place, 1).toSpliced(target, 0, event);
  // Back where everything was: nothing is left to undo.
  if (next.every((seq, index) => index === 0 || seq > (next[index - 1] ?? -1))) return { ...setting, move: [] };
  const last = setting.move.at(-1);
  const kept = last?.event === event ? setting.move.slice(0, -1) : setting.move;
  return { ...setting, move: [...kept, { event, before }] };
}

/** Sets one share of a budget that sums to 1; the others keep their proportions. */
export function setShare(
  heads: readonly string[],
  outcome: Readonly<Record<string, number>>,
  head: string,
  share: number,
): Readonly<Record<string, number>> {
  const wanted = Math.max(0, Math.min(1, share));
  const others = heads.filter((other) => other !== head);
  const rest = others.reduce((sum, other) => sum + (outcome[other] ?? 0), 0);
  const left = 1 - wanted;
  const shares = others.map((other) => (rest > 0 ? ((outcome[other] ?? 0) / rest) * left : left / others.length));
  const entries = [[head, wanted] as const, ...others.map((other, index) => [other, shares[index] ?? 0] as const)];
  // Four digits are what a slider can show; the host makes them sum to 1.
  return Object.fromEntries(entries.filter(([, value]) => value > 0.00005).map(([name, value]) => [name, Number(value.toFixed(4))]));
}
