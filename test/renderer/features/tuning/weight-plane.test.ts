import { expect, test } from 'vitest';
import { weightPlane } from '../../../../src/renderer/features/tuning/weight-plane.ts';

const grid = (columns: readonly number[], rows: readonly number[]) => rows.flatMap((row) => columns.map((column) => [column, 7, row]));

test('actions are laid out over the two weights that differ, each axis ascending', () => {
  const plane = weightPlane({ actionWeights: { heads: ['save', 'click', 'p2p'], values: grid([3, 1], [0.5, 0.1, 0.2]) } });
  expect([plane?.heads, plane?.columns, plane?.rows]).toEqual([
    ['save', 'p2p'],
    [1, 3],
    [0.1, 0.2, 0.5],
  ]);
  expect(plane?.cells[0]).toEqual({ action: 0, column: 1, row: 2 });
});

test.each([
  ['no weights are known', {}],
  [
    'one weight differs',
    {
      actionWeights: {
        heads: ['save', 'p2p'],
        values: [
          [1, 2],
          [3, 2],
        ],
      },
    },
  ],
  [
    'three weights differ',
    {
      actionWeights: {
        heads: ['a', 'b', 'c'],
        values: [
          [1, 1, 1],
          [2, 2, 2],
        ],
      },
    },
  ],
])('there is no plane where %s', (_, result) => {
  expect(weightPlane(result)).toBeUndefined();
});
