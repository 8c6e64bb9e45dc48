import type { UserSequence } from './user-sequence.ts';

/** Changes to a history that a what-if asks for. Positions are those of the unedited sequence. */
export interface HistoryEdits {
  /** Events whose actions are hidden. */
  readonly mask: readonly number[];
  /** Events left out. */
  readonly drop: readonly number[];
  /** Events that never were: each stands right before event `before` (the end when it is the length), in the order given. */
  readonly insert: readonly { readonly before: number; readonly item: number; readonly actions: number }[];
  /** Events that stand elsewhere: `event` right before event `before`, one after the other. */
  readonly move: readonly { readonly event: number; readonly before: number }[];
}

/** One event of an edited history. */
export interface EditedEvent {
  /** Position in the unedited sequence; undefined for an inserted event. */
  readonly seq?: number;
  /** Which entry of `insert` it is. */
  readonly inserted?: number;
  readonly item: number;
  readonly actions: number;
  readonly surface: number;
  readonly atMs: number;
  readonly masked: boolean;
  readonly moved: boolean;
}

export const noEdits: HistoryEdits = { mask: [], drop: [], insert: [], move: [] };

/**
 * Applies edits in this order: move, insert, drop, mask. Times belong to the places and not to the events, so that the history stays in time order: a moved
 * event takes the time of the place it comes to, and an inserted one the middle of its neighbours (at the end, the time of the last event).
 *
 * @param sequence a sequence from its beginning
 */
export function editSequence(sequence: UserSequence, edits: HistoryEdits): readonly EditedEvent[] {
  const length = sequence.item.length;
  const order = Array.from({ length }, (_, index) => index);
  const moved = new Set<number>();
  for (const { event, before } of edits.move) {
    if (event === before) continue;
    order.splice(order.indexOf(event), 1);
    const place = before >= length ? order.length : order.indexOf(before);
    order.splice(place, 0, event);
    moved.add(event);
  }
  const masked = new Set(edits.mask);
  const dropped = new Set(edits.drop);
  const events: EditedEvent[] = [];
  for (let place = 0; place <= length; place++) {
    const seq = order[place];
    edits.insert.forEach(({ before, item, actions }, inserted) => {
      if (before === (seq ?? length))
        events.push({ inserted, item, actions, surface: -1, atMs: timeBetween(sequence, place), masked: false, moved: false });
    });
    if (seq === undefined || dropped.has(seq)) continue;
    events.push({
      seq,
      item: sequence.item[seq] ?? -1,
      actions: sequence.actions[seq] ?? 0,
      surface: sequence.surface[seq] ?? -1,
      atMs: sequence.atMs[place] ?? Number.NaN,
      masked: masked.has(seq),
      moved: moved.has(seq),
    });
  }
  return events;
}

function timeBetween({ atMs }: UserSequence, place: number): number {
  const before = atMs[place - 1] ?? Number.NaN;
  const after = atMs[place] ?? Number.NaN;
  if (Number.isNaN(before)) return after;
  return Number.isNaN(after) ? before : (before + after) / 2;
}
