import { editSequence, type EditedEvent, noEdits } from '../../../core/session/edit-sequence.ts';
import type { UserSequence } from '../../../core/session/user-sequence.ts';
import type { ServedModel } from './served-model.ts';

/** The part of a user's sequence that the model can read: events whose item has a vector and that were not dropped, in order. */
export interface ModelHistory {
  /** Index of each event inside the sequence it was made from. */
  readonly index: Int32Array;
  readonly rows: Int32Array;
  readonly actions: Int32Array;
  readonly masked: Uint8Array;
  readonly atMs: Float64Array;
  /** The dataset's surface, -1 where unknown. */
  readonly surface: Int16Array;
}

export function modelHistory(model: ServedModel, sequence: UserSequence): ModelHistory {
  return historyOfEvents(model, editSequence(sequence, noEdits));
}

/** The same of an edited history; `index` counts its events. */
export function historyOfEvents(model: ServedModel, events: readonly EditedEvent[]): ModelHistory {
  const kept = [...events.keys()].filter((index) => (model.rowOfItem[events[index]?.item ?? -1] ?? -1) >= 0);
  return {
    index: Int32Array.from(kept),
    rows: Int32Array.from(kept, (index) => model.rowOfItem[events[index]?.item ?? -1] ?? -1),
    actions: Int32Array.from(kept, (index) => events[index]?.actions ?? 0),
    masked: Uint8Array.from(kept, (index) => Number(events[index]?.masked === true)),
    atMs: Float64Array.from(kept, (index) => events[index]?.atMs ?? Number.NaN),
    surface: Int16Array.from(kept, (index) => events[index]?.surface ?? -1),
  };
}

/** A stretch of a history that goes through the model at once, and the positions (of the history) to answer from it, ascending. */
export interface HistoryWindow {
  readonly start: number;
  readonly end: number;
  readonly wanted: readonly number[];
}

/**
 * Windows for every wanted position (ascending). One window where all fit in `length`; otherwise overlapping ones, so that each position has at least
 * half a window of history before it, or all there is.
 */
export function historyWindows(wanted: readonly number[], length: number): readonly HistoryWindow[] {
  const windows: HistoryWindow[] = [];
  const least = Math.ceil(length / 2);
  let rest = wanted;
  while (rest.length > 0) {
    const end = (rest.at(-1) ?? 0) + 1;
    const start = Math.max(0, end - length);
    const firstServed = start === 0 ? 0 : Math.min(end - 1, start + least - 1);
    windows.push({ start, end, wanted: rest.filter((position) => position >= firstServed) });
    rest = rest.filter((position) => position < firstServed);
  }
  return windows.reverse();
}

/** log(1 + seconds), or -1 where either event has no time: what the model is told of the time between two events. */
export function gapBetween(beforeMs: number | undefined, atMs: number | undefined): number {
  const seconds = ((atMs ?? Number.NaN) - (beforeMs ?? Number.NaN)) / 1000;
  return Number.isNaN(seconds) ? -1 : Math.log1p(Math.max(0, seconds));
}

/** Number of entries of an ascending list that are below `value`. */
export function lowerBound(ascending: Int32Array, value: number): number {
  let low = 0;
  let high = ascending.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((ascending[middle] ?? 0) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
