import { describe, expect, it } from 'vitest';
import type { HistoryEvent } from '../../../../src/contract/inspect.ts';
import { historySpan, spanWords, unreadWords } from '../../../../src/renderer/features/inspect/history-span.ts';

function event(seq: number, edit?: HistoryEvent['edit']): HistoryEvent {
  const item = { index: 0, id: 'i', title: 'Item', topics: [] };
  return { seq, item, actions: ['save'], positive: true, ...(edit === undefined ? {} : { edit }) };
}

function events(from: number, to: number): readonly HistoryEvent[] {
  return Array.from({ length: to - from }, (_, place) => event(from + place));
}

function words(history: readonly HistoryEvent[], at: number, historyLength: number): readonly (string | undefined)[] {
  const span = historySpan({ history, at, historyLength });
  return [spanWords(span, at), unreadWords(span, historyLength)];
}

describe('which part of a history is read', () => {
  it('says nothing of what is missing where nothing is', () => {
    expect(words(events(0, 64), 64, 512)).toEqual(['64 events', undefined]);
    expect(words(events(0, 1), 1, 512)).toEqual(['1 event', undefined]);
    expect(words([], 0, 512)).toEqual(['0 events', undefined]);
  });

  it('names how many older events a full bundle leaves out', () => {
    expect(words(events(3488, 4000), 4000, 512)).toEqual([
      'the newest 512 of 4,000 events',
      'Not read: 3,488 older events, since this bundle reads 512 at most.',
    ]);
  });

  it('tells events without a vector apart from those beyond the length', () => {
    const known = events(0, 20).filter(({ seq }) => seq >= 3 && seq !== 7);
    expect(words(known, 20, 64)).toEqual(['16 of 20 events', 'Not read: 4 events of items it has no vector of.']);
    expect(words(known, 20, 16)).toEqual([
      'the newest 16 of 20 events',
      'Not read: 3 older events, since this bundle reads 16 at most; 1 event of items it has no vector of.',
    ]);
  });

  it('counts an inserted event as read and a dropped one not', () => {
    const edited = [event(8), event(9, 'dropped'), event(-1, 'inserted'), event(10)];
    expect(historySpan({ history: edited, at: 11, historyLength: 3 })).toEqual({ read: 3, beyond: 8, unknown: 0 });
  });
});
