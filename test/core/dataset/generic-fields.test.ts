import { describe, expect, it } from 'vitest';
import { detectMapping, genericFormatOf, mappingProblems } from '../../../src/core/dataset/generic-fields.ts';
import { namedFormatOf, roleIn } from '../../../src/core/dataset/named-formats.ts';

describe('column detection', () => {
  it('finds fields by their own names', () => {
    expect(detectMapping('events', ['user', 'item', 'action', 'ts', 'extra']).columns).toEqual({
      user: 'user',
      item: 'item',
      action: 'action',
      ts: 'ts',
    });
  });

  it('finds common synonyms in any case and spelling', () => {
    const found = detectMapping('events', ['UserID', 'Movie-Id', 'event_type', 'Timestamp', 'tab', 'session_id']).columns;
    expect(found).toEqual({
      user: 'UserID',
      item: 'Movie-Id',
      action: 'event_type',
      ts: 'Timestamp',
      surface: 'tab',
      session: 'session_id',
    });
  });

  it('prefers the better synonym and uses no column twice', () => {
    expect(detectMapping('events', ['date', 'timestamp', 'uid', 'sku', 'event']).columns['ts']).toBe('timestamp');
  });

  it('tells the generic shapes apart', () => {
    expect(genericFormatOf(['request_id', 'user', 'ts', 'action', 'propensity', 'reward_click', 'age'])?.format).toBe('exploration');
    expect(genericFormatOf(['ts', 'w_save', 'w_click', 'pscore', 'reward'])?.format).toBe('exploration');
    expect(genericFormatOf(['request_id', 'user', 'ts', 'position', 'item', 'click'])?.format).toBe('slates');
    expect(genericFormatOf(['uid', 'item_id', 'event', 'time'])?.format).toBe('events');
    expect(genericFormatOf(['a', 'b', 'c'])).toBeUndefined();
  });

  it('says what a mapping lacks', () => {
    const problems = mappingProblems({ format: 'events', columns: { user: 'uid', item: 'gone', nonsense: 'uid' } }, ['uid', 'x']);
    expect(problems.join(' ')).toContain('no column "gone" for item');
    expect(problems.join(' ')).toContain('"nonsense" is not a field of events');
    expect(problems.join(' ')).toContain('No column was found for ts');
  });
});

describe('public formats', () => {
  it('are known by their columns', () => {
    expect(
      namedFormatOf([
        ['movieId', 'imdbId'],
        ['userId', 'movieId', 'rating', 'timestamp'],
      ]),
    ).toBe('movielens');
    expect(namedFormatOf([['movieId', 'title', 'genres']])).toBeUndefined();
    expect(roleIn('movielens', ['movieId', 'imdbId', 'tmdbId'])).toBe('ignored');
    expect(namedFormatOf([['recency', 'segment', 'visit', 'conversion', 'spend']])).toBe('hillstrom');
  });
});
