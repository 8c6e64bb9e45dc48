import type { HistoryEvent } from '../../../contract/inspect.ts';
import type { RankingSetting } from './ranking-setting.ts';

/** An event with what was done to it. */
export interface ShownEvent {
  readonly event: HistoryEvent;
  readonly edit: HistoryEvent['edit'];
}

/** Edits as the page knows them, ahead of the host's answer: an event is masked or dropped at once, and no longer when that was undone. */
export function shownEvents(
  history: readonly HistoryEvent[],
  { mask, drop }: Pick<RankingSetting, 'mask' | 'drop'>,
): readonly ShownEvent[] {
  const masked = new Set(mask);
  const dropped = new Set(drop);
  return history.map((event) => {
    const told = event.edit === 'masked' || event.edit === 'dropped' ? undefined : event.edit;
    return { event, edit: masked.has(event.seq) ? 'masked' : dropped.has(event.seq) ? 'dropped' : told };
  });
}

/** Events by how much they count, most first, whatever the direction; those worth nothing are left out. */
export function byWorth(worth: ReadonlyMap<number, number>): readonly number[] {
  return [...worth]
    .filter(([, value]) => value !== 0)
    .toSorted(([, left], [, right]) => Math.abs(right) - Math.abs(left))
    .map(([seq]) => seq);
}
