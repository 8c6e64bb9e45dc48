import { describe, expect, it } from 'vitest';
import { editDrawnHistory } from '../../../../src/renderer/features/inspect/edit-drawn-history.ts';
import { plainSetting, toggleEdit } from '../../../../src/renderer/features/inspect/ranking-setting.ts';

const usual = { user: 'ada', at: 62 };
const state = { user: undefined, at: undefined, setting: plainSetting };
const mask61 = (setting: typeof plainSetting) => toggleEdit(setting, 61, 'mask');

describe('an edit of the history on the screen', () => {
  it('changes the request that the history belongs to, named or usual', () => {
    expect(editDrawnHistory(state, usual, usual, mask61).setting?.mask).toEqual([61]);
    expect(editDrawnHistory({ ...state, user: 'bob', at: 70 }, usual, { user: 'bob', at: 70 }, mask61).setting?.mask).toEqual([61]);
  });

  it('changes nothing once another position or user was asked for, or before any history was drawn', () => {
    expect(editDrawnHistory({ ...state, at: 61 }, usual, usual, mask61)).toEqual({});
    expect(editDrawnHistory({ ...state, user: 'bob' }, usual, usual, mask61)).toEqual({});
    expect(editDrawnHistory(state, usual, {}, mask61)).toEqual({});
  });
});
