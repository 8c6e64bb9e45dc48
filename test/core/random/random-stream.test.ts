import { expect, test } from 'vitest';
import { RandomStream } from '../../../src/core/random/random-stream.ts';

const draws = 200_000;

/** Standard score of a chi-squared statistic (Wilson-Hilferty). */
function chiSquaredScore(statistic: number, freedom: number): number {
  const spread = 2 / (9 * freedom);
  return (Math.cbrt(statistic / freedom) - (1 - spread)) / Math.sqrt(spread);
}

function spreadOver(cells: number, pick: (index: number) => number): number {
  const counts = new Float64Array(cells);
  for (let index = 0; index < draws; index += 1) {
    const cell = pick(index);
    counts[cell] = (counts[cell] ?? 0) + 1;
  }
  const expected = draws / cells;
  return chiSquaredScore(
    counts.reduce((total, count) => total + (count - expected) ** 2 / expected, 0),
    cells - 1,
  );
}

test('the same key gives the same draw, in any order', () => {
  const one = new RandomStream(7, 'split');
  const two = new RandomStream(7, 'split');
  const late = two.uniform(1_000);
  expect(two.uniform(3)).toBe(one.uniform(3));
  expect(one.uniform(1_000)).toBe(late);
});

test('seed, purpose and index each change the draw', () => {
  const values = new Set<number>();
  for (let seed = 0; seed < 50; seed += 1)
    for (const purpose of ['split', 'bootstrap', 'a', 'aa', ''])
      for (let index = 0; index < 50; index += 1) values.add(new RandomStream(seed, purpose).uniform(index));
  expect(values.size).toBe(50 * 5 * 50);
  expect(new RandomStream(1, 'a').uniform(0)).not.toBe(new RandomStream(2 ** 40 + 1, 'a').uniform(0));
  expect(new RandomStream(1, 'a').uniform(5)).not.toBe(new RandomStream(1, 'a').uniform(5 + 2 ** 32));
});

test('uniform draws fill cells, pairs of neighbours and pairs of seeds evenly', () => {
  const stream = new RandomStream(1, 'test');
  expect(Math.abs(spreadOver(1_000, (index) => stream.int(index, 1_000)))).toBeLessThan(4);
  expect(Math.abs(spreadOver(1_024, (index) => stream.int(index, 32) * 32 + stream.int(index + 1, 32)))).toBeLessThan(4);
  const other = new RandomStream(2, 'test');
  expect(Math.abs(spreadOver(1_024, (index) => stream.int(index, 32) * 32 + other.int(index, 32)))).toBeLessThan(4);
  expect(Math.abs(spreadOver(256, (index) => Math.floor(((stream.uniform(index) * 2 ** 32) % 1) * 256)))).toBeLessThan(4);
  expect(Math.abs(spreadOver(256, (seed) => new RandomStream(seed, 'x').int(0, 256)))).toBeLessThan(4);
});

test('one changed bit of the index changes half of the bits of the draw', () => {
  const stream = new RandomStream(3, 'avalanche');
  for (let bit = 0; bit < 40; bit += 1) {
    let changed = 0;
    for (let trial = 0; trial < 500; trial += 1) {
      const index = trial * 7_919;
      const flipped = Math.floor(index / 2 ** bit) % 2 === 0 ? index + 2 ** bit : index - 2 ** bit;
      let difference = Math.floor(stream.uniform(index) * 2 ** 32) ^ Math.floor(stream.uniform(flipped) * 2 ** 32);
      for (; difference !== 0; difference &= difference - 1) changed += 1;
    }
    // 16,000 fair coins: standard deviation 63.
    expect(Math.abs(changed - 8_000)).toBeLessThan(5 * 63.3);
  }
});

test('normal and Poisson(1) draws have their moments', () => {
  const stream = new RandomStream(4, 'moments');
  const sums = [0, 0, 0, 0];
  let poisson = 0;
  let poissonSquares = 0;
  for (let index = 0; index < draws; index += 1) {
    const value = stream.normal(index);
    for (let power = 0; power < 4; power += 1) sums[power] = (sums[power] ?? 0) + value ** (power + 1) / draws;
    const count = stream.poisson(index);
    poisson += count / draws;
    poissonSquares += (count * count) / draws;
  }
  const error = 1 / Math.sqrt(draws);
  expect(Math.abs(sums[0] ?? 1)).toBeLessThan(5 * error);
  expect(Math.abs((sums[1] ?? 0) - 1)).toBeLessThan(5 * error * Math.SQRT2);
  expect(Math.abs(sums[2] ?? 1)).toBeLessThan(5 * error * Math.sqrt(15));
  expect(Math.abs((sums[3] ?? 0) - 3)).toBeLessThan(5 * error * Math.sqrt(96));
  expect(Math.abs(poisson - 1)).toBeLessThan(5 * error);
  expect(Math.abs(poissonSquares - 2)).toBeLessThan(5 * error * Math.sqrt(15 - 4));
});

test('a shuffle keeps the values and puts each anywhere', () => {
  const counts = new Float64Array(36);
  for (let seed = 0; seed < 6_000; seed += 1) {
    const shuffled = new RandomStream(seed, 'shuffle').shuffle(Int32Array.from([0, 1, 2, 3, 4, 5]));
    expect(shuffled.toSorted()).toEqual(Int32Array.from([0, 1, 2, 3, 4, 5]));
    shuffled.forEach((value, place) => (counts[place * 6 + value] = (counts[place * 6 + value] ?? 0) + 1));
  }
  // 36 cells with 25 degrees of freedom.
  expect(
    Math.abs(
      chiSquaredScore(
        counts.reduce((total, count) => total + (count - 1_000) ** 2 / 1_000, 0),
        25,
      ),
    ),
  ).toBeLessThan(4);
});
