import { describe, expect, it } from 'vitest';
import { RpcError } from '../../../src/rpc/error.ts';
import { describeError } from '../../../src/renderer/data/console-error.ts';
import { staleAfter } from '../../../src/renderer/data/query-keys.ts';

describe('errors on screen', () => {
  it('name the place and the remedy', () => {
    expect(describeError(new RpcError({ code: 'bad-row', message: 'No user.', file: 'log.csv', line: 7 }))).toEqual({
      code: 'bad-row',
      message: 'No user.',
      place: 'log.csv:7',
    });
    const said = new RpcError({ code: 'bad-row', message: 'log.csv, line 7: no user.', file: 'log.csv', line: 7 });
    expect(describeError(said).place).toBeUndefined();
    expect(describeError(new RpcError({ code: 'busy', message: 'Locked.' })).remedy).toMatch(/^Close the other process/);
  });

  it('show the id of an internal error and survive anything thrown', () => {
    expect(describeError(new RpcError({ code: 'internal', message: 'Failed.', id: 'e1' })).id).toBe('e1');
    expect(describeError('text')).toMatchObject({ code: 'internal', message: 'text' });
  });
});

describe('change events', () => {
  it('make rankings stale when the bundle or the data changed, not when a job moved', () => {
    expect(staleAfter.bundles).toContain('ranking');
    expect(staleAfter.datasets).toContain('ranking');
    expect(staleAfter.jobs).toEqual(['jobs']);
  });
});
