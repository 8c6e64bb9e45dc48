import { describe, expect, it } from 'vitest';
import {
  plainSetting,
  readRequestState,
  type RequestState,
  toggleEdit,
  writeRequestState,
} from '../../../../src/renderer/features/inspect/request-state.ts';

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
      setting: { weights: { 'long,view=2': -1.25, click: 0 }, mask: [3, 5], drop: [8] },
      pinned: { weights: { like: 2 }, mask: [], drop: [1] },
    };
    expect(readRequestState(search(state))).toEqual(state);
  });

  it('keeps a pin of the plain setting apart from no pin', () => {
    const pinned: RequestState = { view: 'table', setting: plainSetting, pinned: plainSetting };
    expect(readRequestState(search(pinned)).pinned).toEqual(plainSetting);
    expect(readRequestState('').pinned).toBeUndefined();
  });

  it('leaves out what does not fit', () => {
    expect(readRequestState('at=-1&item=x&w=click=abc,=2,like=1&mask=2,2,a,-4,1.5&view=other')).toEqual({
      view: 'table',
      setting: { weights: { like: 1 }, mask: [2], drop: [] },
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
