import { describe, expect, it } from 'vitest';
import { moveEvent, plainSetting, setShare, toggleEdit } from '../../../../src/renderer/features/inspect/ranking-setting.ts';
import { readRequestState, type RequestState, writeRequestState } from '../../../../src/renderer/features/inspect/request-state.ts';

function search(state: RequestState): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(writeRequestState(state))) if (value !== undefined) parameters.set(name, value);
  return parameters.toString();
}

describe('the address of a request', () => {
  it('brings the whole screen back', () => {
    const state: RequestState = {
      user: 'u 7',
      at: 0,
      item: 12,
      view: 'compare',
      side: 'why',
      otherBundle: 'second one',
      setting: {
        weights: { 'long,view=2': -1.25, click: 0 },
        mask: [3, 5],
        drop: [8],
        insert: [
          { before: 4, item: 'a:b|c;d', actions: ['long+view', 'save'] },
          { before: 9, item: '7', actions: [] },
        ],
        move: [{ event: 2, before: 0 }],
        topics: ['garden, small', 'art;x'],
        outcome: { save: 0.6, click: 0.4 },
        vectors: 16,
        horizon: 'both',
      },
      pinned: { ...plainSetting, weights: { like: 2 }, drop: [1], topics: ['a;b'], vectors: 4 },
    };
    expect(readRequestState(search(state))).toEqual(state);
  });

  it('keeps a pin of the plain setting apart from no pin', () => {
    const pinned: RequestState = { view: 'table', side: 'rank', setting: plainSetting, pinned: plainSetting };
    expect(readRequestState(search(pinned)).pinned).toEqual(plainSetting);
    expect(readRequestState('').pinned).toBeUndefined();
  });

  it('leaves out what does not fit', () => {
    expect(
      readRequestState(
        'at=-1&item=x&w=click=abc,=2,like=1&mask=2,2,a,-4,1.5&view=other&ins=x:1:|3::a&mv=1,2-x&q=7&span=short&mix=a=-1&side=up',
      ),
    ).toEqual({
      view: 'table',
      side: 'rank',
      setting: { ...plainSetting, weights: { like: 1 }, mask: [2] },
    });
  });
});

describe('an edit of the history', () => {
  it('is on, then off, and never both kinds at once', () => {
    const masked = toggleEdit(plainSetting, 4, 'mask');
    expect(masked).toMatchObject({ mask: [4], drop: [] });
    expect(toggleEdit(masked, 4, 'drop')).toMatchObject({ mask: [], drop: [4] });
    expect(toggleEdit(masked, 4, 'mask')).toEqual(plainSetting);
    expect(toggleEdit(masked, 2, 'mask').mask).toEqual([2, 4]);
  });
});

describe('a moved event', () => {
  it('goes one place at a time, and leaves nothing to undo when it is back', () => {
    const order = [3, 4, 5, 6];
    const once = moveEvent(plainSetting, order, 7, 6, -1);
    expect(once.move).toEqual([{ event: 6, before: 5 }]);
    expect(moveEvent(once, [3, 4, 6, 5], 7, 6, -1).move).toEqual([{ event: 6, before: 4 }]);
    expect(moveEvent(once, [3, 4, 6, 5], 7, 6, 1)).toEqual(plainSetting);
    expect(moveEvent(plainSetting, order, 7, 5, 1).move).toEqual([{ event: 5, before: 7 }]);
    expect(moveEvent(plainSetting, order, 7, 3, -1)).toBe(plainSetting);
  });
});

describe('a budget over outcomes', () => {
  it('sums to 1, and the others keep their proportions', () => {
    const heads = ['save', 'click', 'hide'];
    const first = setShare(heads, {}, 'save', 0.4);
    expect(first).toEqual({ save: 0.4, click: 0.3, hide: 0.3 });
    expect(setShare(heads, { save: 0.5, click: 0.375, hide: 0.125 }, 'save', 0.2)).toEqual({ save: 0.2, click: 0.6, hide: 0.2 });
    expect(setShare(heads, first, 'click', 1)).toEqual({ click: 1 });
  });
});
