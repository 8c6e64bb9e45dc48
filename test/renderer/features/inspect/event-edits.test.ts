import { expect, it } from 'vitest';
import type { HistoryEvent } from '../../../../src/contract/inspect.ts';
import { byWorth, shownEvents } from '../../../../src/renderer/features/inspect/event-edits.ts';
import { barPath } from '../../../../src/renderer/features/inspect/history-map.tsx';

const item = { index: 0, id: 'i', title: 'Item', topics: [] };

it('shows edits before the host has answered, and no longer those that were undone', () => {
  const told = ['masked', 'dropped', 'moved', undefined, undefined] as const;
  const history = told.map((edit, seq): HistoryEvent => ({
    seq,
    item,
    actions: [],
    positive: false,
    ...(edit === undefined ? {} : { edit }),
  }));
  expect(shownEvents(history, { mask: [3], drop: [4] }).map(({ edit }) => edit)).toEqual([
    undefined,
    undefined,
    'moved',
    'masked',
    'dropped',
  ]);
});

it('orders events by how much they count, for or against', () => {
  expect(
    byWorth(
      new Map([
        [1, 0.2],
        [2, -0.5],
        [3, 0],
        [4, 0.3],
      ]),
    ),
  ).toEqual([2, 4, 1]);
});

it('draws a bar for every event that has a size, up for what speaks for and down for what speaks against', () => {
  const events = [4, 0, -2].map((seq) => ({ event: { seq, item, actions: [], positive: false }, edit: undefined }));
  expect(barPath(events, ({ event }) => event.seq)).toBe('M0.5 10V6.00M2.5 10V12.00');
});
