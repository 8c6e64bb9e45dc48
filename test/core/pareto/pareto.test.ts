import fc from 'fast-check';
import { expect, test } from 'vitest';
import { analyseFront } from '../../../src/core/pareto/analyse-front.ts';
import { dominates } from '../../../src/core/pareto/dominance.ts';
import { exclusiveContributions, hypervolume } from '../../../src/core/pareto/hypervolume.ts';
import { nonDominated } from '../../../src/core/pareto/non-dominated.ts';
import { supportOfFront } from '../../../src/core/pareto/supported.ts';
import { RandomStream } from '../../../src/core/random/random-stream.ts';

const unit = Array.from({ length: 101 }, (_, step) => step / 100);
const zdt1 = unit.map((x) => [x, 1 - Math.sqrt(x)]);
const zdt2 = unit.map((x) => [x, 1 - x * x]);
const line = unit.map((x) => [x, 1 - x]);

test('ZDT1 is supported throughout, ZDT2 only at its ends, a line throughout with two extremes', () => {
  const one = analyseFront(zdt1, ['min', 'min']);
  expect([one.efficient.length, one.supported.length, one.extreme.length]).toEqual([101, 101, 101]);
  const two = analyseFront(zdt2, ['min', 'min']);
  expect([two.efficient.length, two.supported, two.extreme]).toEqual([101, [0, 100], [0, 100]]);
  const three = analyseFront(line, ['min', 'min']);
  expect([three.efficient.length, three.supported.length, three.extreme]).toEqual([101, 101, [0, 100]]);
});

test('the linear programme agrees with the hull: the same fronts with a third objective that says nothing new', () => {
  for (const front of [zdt1, zdt2, line]) {
    const flat = supportOfFront(front, nonDominated(front));
    const lifted = front.map(([x = 0, y = 0]) => [x, y, x]);
    expect(supportOfFront(lifted, nonDominated(lifted))).toEqual(flat);
  }
});

test('knees by three rules', () => {
  expect(analyseFront(zdt1, ['min', 'min']).knees.chord).toBe(25);
  const bent = [
    [0, 10],
    [1, 4],
    [2, 2.5],
    [6, 1],
    [10, 0],
  ];
  expect(analyseFront(bent, ['min', 'min']).knees).toEqual({ chord: 2, ideal: 2, tradeoff: 2 });
  expect(
    analyseFront(
      bent.map(([x = 0, y = 0]) => [-x, y]),
      ['max', 'min'],
    ).knees,
  ).toEqual({ chord: 2, ideal: 2, tradeoff: 2 });
  expect(analyseFront(line, ['min', 'min']).knees.chord).toBeUndefined();
  expect(
    analyseFront(
      [
        [0, 1],
        [1, 0],
      ],
      ['min', 'min'],
    ).knees,
  ).toEqual({});
});

test('copies of an efficient point are efficient and contribute nothing; NaN is never efficient', () => {
  const analysis = analyseFront(
    [
      [1, 2],
      [1, 2],
      [2, 1],
      [Number.NaN, 0],
      [3, 3],
      [0, Number.NaN],
    ],
    ['min', 'min'],
    [4, 4],
  );
  expect(analysis.efficient).toEqual([0, 1, 2]);
  expect(analysis.contributions).toEqual([0, 0, 2, 0, 0, 0]);
  expect(analysis.hypervolume).toBe(8);
  expect(
    analyseFront(
      [
        [1, 9],
        [5, 1],
      ],
      ['min', 'min'],
      [4, 4],
    ).hypervolume,
  ).toBe(0);
  expect(
    analyseFront(
      [
        [1, 2],
        [2, 1],
      ],
      ['max', 'max'],
      [0, 0],
    ).hypervolume,
  ).toBe(3);
  const three = analyseFront(
    [
      [1, 2, 3],
      [1, 2, 3],
      [Number.NaN, 0, 0],
    ],
    ['min', 'min', 'min'],
    [2, 3, 4],
  );
  expect([three.efficient, three.hypervolume]).toEqual([[0, 1], 1]);
});

/** Small whole coordinates, so that ties and copies are common. */
function pointSets(objectives: number, most: number) {
  return fc.array(fc.array(fc.integer({ min: 0, max: 6 }), { minLength: objectives, maxLength: objectives }), { maxLength: most });
}

test('non-dominated points equal brute force, with ties and copies', () => {
  for (const objectives of [1, 2, 3, 4]) {
    fc.assert(
      fc.property(pointSets(objectives, 25), (points) => {
        const brute = points.flatMap((point, row) => (points.some((other) => dominates(other, point)) ? [] : [row]));
        expect(nonDominated(points)).toEqual(brute);
      }),
      { numRuns: 150 },
    );
  }
});

test('hypervolume and contributions equal counting unit cells, for 1 to 5 objectives', () => {
  for (const objectives of [1, 2, 3, 4, 5]) {
    const side = objectives > 3 ? 4 : 7;
    const reference = Array.from({ length: objectives }, () => side);
    const cells = (points: readonly (readonly number[])[]) => {
      let count = 0;
      for (let cell = 0; cell < side ** objectives; cell += 1) {
        const corner = reference.map((_, objective) => Math.floor(cell / side ** objective) % side);
        if (points.some((point) => point.every((value, objective) => value <= (corner[objective] ?? 0)))) count += 1;
      }
      return count;
    };
    fc.assert(
      fc.property(pointSets(objectives, 8), (points) => {
        expect(hypervolume(points, reference)).toBe(cells(points));
        const contributions = exclusiveContributions(points, reference);
        points.forEach((_, row) => expect(contributions[row]).toBe(cells(points) - cells(points.filter((_point, place) => place !== row))));
      }),
      { numRuns: 60 },
    );
  }
});

test('six objectives: the recursion equals inclusion and exclusion', () => {
  const stream = new RandomStream(1, 'six');
  const points = Array.from({ length: 6 }, (_, row) =>
    Array.from({ length: 6 }, (_value, objective) => stream.uniform(row * 6 + objective)),
  );
  let expected = 0;
  for (let set = 1; set < 64; set += 1) {
    const chosen = points.filter((_, row) => ((set >> row) & 1) === 1);
    const shared = points[0]?.map((_, objective) => Math.max(...chosen.map((point) => point[objective] ?? 0))) ?? [];
    expected += (chosen.length % 2 === 1 ? 1 : -1) * shared.reduce((product, value) => product * (1 - value), 1);
  }
  expect(hypervolume(points, [1, 1, 1, 1, 1, 1])).toBeCloseTo(expected, 12);
});

test('supported points are those that random weights find, narrow cones apart', () => {
  let all = 0;
  let missed = 0;
  const stream = new RandomStream(2, 'weights');
  for (const objectives of [2, 3, 4]) {
    for (let trial = 0; trial < 10; trial += 1) {
      const points = Array.from({ length: 12 }, (_, row) =>
        Array.from({ length: objectives }, (_value, objective) => stream.uniform(trial * 100 + row * objectives + objective)),
      );
      const efficient = nonDominated(points);
      const { supported, extreme } = supportOfFront(points, efficient);
      expect(supported).toEqual(extreme);
      const found = new Set<number>();
      for (let draw = 0; draw < 20_000; draw += 1) {
        const weights = Array.from(
          { length: objectives },
          (_, objective) => -Math.log(1 - stream.uniform(1e6 + draw * objectives + objective)),
        );
        const score = (row: number) => weights.reduce((sum, weight, objective) => sum + weight * (points[row]?.[objective] ?? 0), 0);
        found.add(efficient.reduce((best, row) => (score(row) < score(best) ? row : best)));
      }
      expect([...found].filter((row) => !supported.includes(row))).toEqual([]);
      all += supported.length;
      missed += supported.length - found.size;
    }
  }
  expect(missed / all).toBeLessThan(0.05);
});

test('hypervolume does not depend on the order of the points', () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.tuple(
          fc.double({ min: 0, max: 1, noNaN: true }),
          fc.double({ min: 0, max: 1, noNaN: true }),
          fc.double({ min: 0, max: 1, noNaN: true }),
        ),
        { maxLength: 30 },
      ),
      (points) => {
        expect(hypervolume(points.toReversed(), [1, 1, 1])).toBeCloseTo(hypervolume(points, [1, 1, 1]), 12);
      },
    ),
  );
});

test('thousands of points are analysed in a moment, dominated ones beneath them counted', () => {
  const stream = new RandomStream(3, 'many');
  const front = Array.from({ length: 3_000 }, (_, step) => [step / 3_000, (1 - step / 3_000) ** 2]);
  const beneath = front.map(([x = 0, y = 0], row) => [x + stream.uniform(row) / 10, y + stream.uniform(row + 3_000) / 10]);
  const { efficient, extreme, contributions, hypervolume: volume } = analyseFront([...front, ...beneath], ['min', 'min'], [2, 2]);
  expect([efficient.length, extreme.length]).toEqual([3_000, 3_000]);
  for (const row of [0, 1, 1_500, 2_999, 4_000])
    expect(volume - hypervolume([...front, ...beneath].toSpliced(row, 1), [2, 2])).toBeCloseTo(contributions[row] ?? Number.NaN, 12);
});

test('copies of one value over one objective, however many', () => {
  expect(
    hypervolume(
      Array.from({ length: 200_000 }, () => [1]),
      [3],
    ),
  ).toBe(2);
  expect(exclusiveContributions([[1 + 2 ** -50], [1]], [2 ** 20])).toEqual([0, 2 ** -50]);
});

test('without an efficient point there is no reference to take', () => {
  const { reference, referenceRule, hypervolume: volume, contributions } = analyseFront([[Number.NaN, 1]], ['min', 'max']);
  expect([reference, referenceRule, volume, contributions]).toEqual([[], 'none: no point is efficient', 0, [0]]);
});
