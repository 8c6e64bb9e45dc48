/** One history as the model reads it, without padding. */
export interface HistoryPart {
  readonly rows: Int32Array;
  readonly actions: Int32Array;
  readonly masked: Uint8Array;
  readonly gaps: Float32Array;
  readonly surfaces: Int32Array;
}

/** Events from `first` up to `last` of a history. */
export function historyStretch({ rows, actions, masked, gaps, surfaces }: HistoryPart, first: number, last: number): HistoryPart {
  return {
    rows: rows.slice(first, last),
    actions: actions.slice(first, last),
    masked: masked.slice(first, last),
    gaps: gaps.slice(first, last),
    surfaces: surfaces.slice(first, last),
  };
}

/** Events at the beginning that two histories have in common. */
export function sharedBeginning(left: HistoryPart, right: HistoryPart): number {
  const length = Math.min(left.rows.length, right.rows.length);
  for (let event = 0; event < length; event++) {
    const same =
      left.rows[event] === right.rows[event] &&
      left.actions[event] === right.actions[event] &&
      left.masked[event] === right.masked[event] &&
      left.gaps[event] === right.gaps[event] &&
      left.surfaces[event] === right.surfaces[event];
    if (!same) return event;
  }
  return length;
}
