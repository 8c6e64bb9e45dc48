import type { InspectResult } from '../../../contract/inspect.ts';
import { formatCount, formatCounted } from '../../ui/format.ts';

/** Which part of what stands before a request the model read. */
export interface HistorySpan {
  /** Events that went into the model, inserted ones too. */
  readonly read: number;
  /** Older events, for which the bundle has no room. */
  readonly beyond: number;
  /** Events whose item the bundle has no vector of. */
  readonly unknown: number;
}

/** Positions tell what is missing: the history holds what was read and what edits took away, the request says how many events stand before it. */
export function historySpan({ history, at, historyLength }: Pick<InspectResult, 'history' | 'at' | 'historyLength'>): HistorySpan {
  const own = history.filter(({ seq }) => seq >= 0);
  const older = Math.min(at, ...own.map(({ seq }) => seq));
  const between = Math.max(0, at - older - own.length);
  const isFull = history.length >= historyLength;
  return {
    read: history.length - history.filter(({ edit }) => edit === 'dropped').length,
    beyond: isFull ? older : 0,
    unknown: isFull ? between : older + between,
  };
}

/** `the newest 512 of 4,000 events`, `64 events`: what the model read, in words. */
export function spanWords({ read, beyond, unknown }: HistorySpan, at: number): string {
  if (beyond + unknown === 0) return formatCounted(read, 'event');
  return `${beyond > 0 ? 'the newest ' : ''}${formatCount(read)} of ${formatCounted(at, 'event')}`;
}

/** Why the rest was not read; undefined when all was. */
export function unreadWords({ beyond, unknown }: HistorySpan, historyLength: number): string | undefined {
  const parts = [
    ...(beyond === 0 ? [] : [`${formatCounted(beyond, 'older event')}, since this bundle reads ${formatCount(historyLength)} at most`]),
    ...(unknown === 0 ? [] : [`${formatCounted(unknown, 'event')} of items it has no vector of`]),
  ];
  return parts.length === 0 ? undefined : `Not read: ${parts.join('; ')}.`;
}
