import { expect, test } from 'vitest';
import { parallelLines, simplexSpot } from '../../../../src/renderer/features/tuning/parallel-lines.ts';
import { point, sweep } from './frontier-fixture.ts';

test('a line per point that has all its lifts, the supported ones last; a refused point has none', () => {
  const { lines, low, high } = parallelLines(
    sweep([point(0, 4, 4), point(0.3, 5, 3, 'refused'), { ...point(0.5, 5, 3), lifts: { visit: 0.1 } }, point(1, 6, 2, 'dominated')]),
  );
  expect(lines.map((line) => [line.point, line.status])).toEqual([
    [3, 'dominated'],
    [0, 'supported'],
  ]);
  expect(lines[0]?.lifts).toEqual([-0.5, 0.25]);
  expect(low).toBeLessThan(-0.5);
  expect(high).toBeGreaterThan(0.25);
});

test('production is in sight even where every policy gains', () => {
  const gains = { ...point(0, 4, 4), lifts: { visit: 0.2, spend: 0.3 } };
  expect(parallelLines(sweep([gains])).low).toBeLessThan(0);
});

test('weights lie where they pull', () => {
  expect(simplexSpot([1, 0, 0])).toEqual({ x: 0, y: 1 });
  expect(simplexSpot([0, 1, 0])).toEqual({ x: 0.5, y: 0 });
  expect(simplexSpot([0, 0, 2])).toEqual({ x: 1, y: 1 });
  const { x, y } = simplexSpot([1, 1, 1]);
  expect([x, y]).toEqual([0.5, 1 - 1 / 3]);
});
