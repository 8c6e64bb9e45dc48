import { expect, it } from 'vitest';
import { ContextColumn, levelLimit } from '../../../src/core/dataset/context-column.ts';

function filled(values: readonly string[]) {
  const column = new ContextColumn();
  for (const value of values) column.push(value);
  return column.finish();
}

it('is a number column while every value is one', () => {
  const finished = filled(['1', '', '2.5', 'NA']);
  expect(finished.type).toBe('number');
  expect(finished.type === 'dropped' ? [] : [...(finished.blocks[0] ?? [])]).toEqual([1, Number.NaN, 2.5, Number.NaN]);
});

it('becomes categories with the texts unchanged when one value is no number', () => {
  const finished = filled(['01', '1', '1.0', 'x', '01', '']);
  if (finished.type !== 'category') throw new Error(finished.type);
  expect(finished.levels).toEqual(['01', '1', '1.0', 'x']);
  expect([...(finished.blocks[0] ?? [])]).toEqual([0, 1, 2, 3, 0, -1]);
});

it('keeps numbers however many differ, and drops texts when too many do', () => {
  const many = Array.from({ length: levelLimit + 5 }, (_, index) => String(index));
  expect(filled(many).type).toBe('number');
  expect(filled([...many, 'text']).type).toBe('dropped');
  expect(filled(many.map((value) => `t${value}`)).type).toBe('dropped');
});
