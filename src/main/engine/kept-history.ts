import type { HistoryPart } from './history-part.ts';

/** What `encode_history` answered for events that went through it together. */
export interface Stretch {
  readonly events: number;
  /** Of every layer, [N, events, e]. */
  readonly keys: readonly Float32Array[];
  readonly values: readonly Float32Array[];
  /** [events, w], [events, r], [events, d]. */
  readonly states: Float32Array;
  readonly recent: Float32Array;
  readonly users: Float32Array;
}

/** An encoded history: the beginnings of stretches, one after another. */
export interface KeptHistory {
  readonly model: string;
  readonly history: HistoryPart;
  readonly pieces: readonly Piece[];
}

interface Piece {
  readonly stretch: Stretch;
  /** Events of the stretch, from its first, that belong to the history. */
  readonly events: number;
}

export function stretchBytes({ keys, values, states, recent, users }: Stretch): number {
  return [...keys, ...values, states, recent, users].reduce((sum, part) => sum + part.byteLength, 0);
}

/** The pieces of the first `events` events. */
export function piecesUpTo({ pieces }: KeptHistory, events: number): readonly Piece[] {
  const found: Piece[] = [];
  let rest = events;
  for (const { stretch, events: own } of pieces) {
    if (rest <= 0) break;
    found.push({ stretch, events: Math.min(own, rest) });
    rest -= own;
  }
  return found;
}

/** One number row of the event at `position`; a view. */
export function rowAt({ pieces }: KeptHistory, what: 'states' | 'recent' | 'users', position: number): Float32Array {
  let rest = position;
  for (const { stretch, events } of pieces) {
    if (rest < events) {
      const width = stretch[what].length / stretch.events;
      return stretch[what].subarray(rest * width, (rest + 1) * width);
    }
    rest -= events;
  }
  throw new RangeError(`This history has no event ${position}.`);
}

/** Writes the first `events` events of a layer's keys or values, of every attention head, to [N, room, e] of `target` from `at` on. */
export function writeHeads(
  kept: KeptHistory,
  what: 'keys' | 'values',
  layer: number,
  events: number,
  heads: number,
  target: Float32Array,
  at: number,
  room: number,
): void {
  let done = 0;
  for (const { stretch, events: own } of piecesUpTo(kept, events)) {
    const from = stretch[what][layer];
    if (from === undefined) throw new RangeError(`There is no layer ${layer}.`);
    const size = from.length / (heads * stretch.events);
    for (let head = 0; head < heads; head++) {
      const start = head * stretch.events * size;
      target.set(from.subarray(start, start + own * size), at + (head * room + done) * size);
    }
    done += own;
  }
}
