import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { movementCauses } from '../../../src/core/ranking/movement-causes.ts';
import { rankOrder } from '../../../src/core/ranking/rank-order.ts';
import { overtake } from '../../../src/core/utility/overtake.ts';
import { weightIntervals } from '../../../src/core/utility/weight-intervals.ts';

// Multiples of 1/64 keep sums exact, so that ties are ties.
const probability = fc.integer({ min: 0, max: 64 }).map((value) => value / 64);
const weight = fc.integer({ min: -16, max: 16 }).map((value) => value / 4);
const width = 3;
const heads = fc.array(probability, { minLength: width, maxLength: width });
const weightVector = fc.array(weight, { minLength: width, maxLength: width });

function utilityOf(row: readonly number[], weights: readonly number[]): number {
  return weights.reduce((sum, value, head) => sum + value * (row[head] ?? 0), 0);
}

function sorted(rows: readonly (readonly number[])[], weights: readonly number[]): readonly (readonly number[])[] {
  return Array.from(rankOrder(rows.map((row) => utilityOf(row, weights)))).flatMap((index) => [rows[index] ?? []]);
}

describe('overtaking', () => {
  it('is level at every change it names, and no head that could do it is left out', () => {
    fc.assert(
      fc.property(heads, heads, weightVector, (first, second, weights) => {
        const [upper, lower] = utilityOf(first, weights) >= utilityOf(second, weights) ? [first, second] : [second, first];
        const found = overtake(upper, lower, weights);
        const gapAt = (changed: readonly number[]) => utilityOf(upper, changed) - utilityOf(lower, changed);
        expect(found.gap).toBe(gapAt(weights));
        expect(found.single.map(({ head }) => head).toSorted((left, right) => left - right)).toEqual(
          [0, 1, 2].filter((head) => upper[head] !== lower[head]),
        );
        for (const { head, from, to } of found.single) {
          const at = (value: number) => gapAt(weights.map((old, index) => (index === head ? value : old)));
          expect(at(to)).toBeCloseTo(0, 9);
          // Strictly between the old weight and the crossing the upper one still leads.
          if (found.gap > 0) expect(at((from + to) / 2)).toBeGreaterThan(0);
        }
        if (found.euclidean !== undefined) expect(gapAt(found.euclidean.weights)).toBeCloseTo(0, 9);
        if (found.relative !== undefined) expect(gapAt(found.relative.weights)).toBeCloseTo(0, 9);
      }),
    );
  });

  it('takes the least joint change: no other level weights are nearer', () => {
    fc.assert(
      fc.property(heads, heads, weightVector, fc.array(weight, { minLength: width, maxLength: width }), (first, second, weights, away) => {
        const [upper, lower] = utilityOf(first, weights) >= utilityOf(second, weights) ? [first, second] : [second, first];
        const { euclidean, relative } = overtake(upper, lower, weights);
        const difference = weights.map((_, head) => (lower[head] ?? 0) - (upper[head] ?? 0));
        const length = difference.reduce((sum, value) => sum + value * value, 0);
        if (euclidean === undefined || length === 0) return;
        expect(Math.hypot(...weights.map((old, head) => (euclidean.weights[head] ?? 0) - old))).toBeCloseTo(euclidean.size, 9);
        // Any other point of the plane w.d = 0: the found one plus a step along the plane.
        const along = away.reduce((sum, value, head) => sum + value * (difference[head] ?? 0), 0) / length;
        const other = euclidean.weights.map((value, head) => value + (away[head] ?? 0) - along * (difference[head] ?? 0));
        expect(utilityOf(upper, other) - utilityOf(lower, other)).toBeCloseTo(0, 9);
        expect(Math.hypot(...weights.map((old, head) => (other[head] ?? 0) - old))).toBeGreaterThanOrEqual(euclidean.size - 1e-9);
        if (relative === undefined || weights.includes(0)) return;
        const relativeSize = (changed: readonly number[]) => Math.hypot(...weights.map((old, head) => ((changed[head] ?? 0) - old) / old));
        expect(relativeSize(relative.weights)).toBeCloseTo(relative.size, 9);
        expect(relativeSize(other)).toBeGreaterThanOrEqual(relative.size - 1e-9);
      }),
    );
  });
});

describe('weight intervals', () => {
  it('end exactly where brute force sees the first k change', () => {
    fc.assert(
      fc.property(fc.array(heads, { minLength: 2, maxLength: 8 }), weightVector, fc.integer({ min: 1, max: 8 }), (rows, weights, k) => {
        const order = sorted(rows, weights);
        const intervals = weightIntervals(order, weights, k);
        const keeps = (head: number, value: number) => {
          const changed = weights.map((old, index) => (index === head ? value : old));
          const now = order.map((row) => utilityOf(row, changed));
          const least = Math.min(k, order.length);
          // Brute force over every pair with one of the first k.
          return order.every((_, low) =>
            order.every((__, high) => high >= low || high >= least || (now[high] ?? 0) >= (now[low] ?? 0) - 1e-12),
          );
        };
        intervals.forEach(({ low, high, atLow, atHigh }, head) => {
          const old = weights[head] ?? 0;
          expect(low).toBeLessThanOrEqual(old);
          expect(high).toBeGreaterThanOrEqual(old);
          const inner = [Number.isFinite(low) ? low : old - 1000, old, Number.isFinite(high) ? high : old + 1000];
          for (const value of inner) expect(keeps(head, value)).toBe(true);
          if (Number.isFinite(low)) expect(keeps(head, low - 1e-6)).toBe(false);
          if (Number.isFinite(high)) expect(keeps(head, high + 1e-6)).toBe(false);
          expect([atLow === undefined, atHigh === undefined]).toEqual([!Number.isFinite(low), !Number.isFinite(high)]);
        });
      }),
    );
  });
});

describe('causes of a movement', () => {
  it('sum to the change of the gap to the crossed candidates, found by brute force', () => {
    fc.assert(
      fc.property(fc.array(heads, { minLength: 2, maxLength: 8 }), weightVector, weightVector, (rows, first, second) => {
        const place = (weights: readonly number[]) =>
          Array.from(rankOrder(rows.map((row) => utilityOf(row, weights)))).map((id) => ({
            id,
            contributions: weights.map((value, head) => value * (rows[id]?.[head] ?? 0)),
          }));
        const [before, after] = [place(first), place(second)];
        const rank = (order: typeof before, id: number) => order.findIndex((candidate) => candidate.id === id);
        rows.forEach((row, id) => {
          const others = rows.flatMap((_, other) =>
            other !== id && rank(before, other) < rank(before, id) !== rank(after, other) < rank(after, id) ? [other] : [],
          );
          const causes = movementCauses(before, after, id);
          if (others.length === 0) {
            expect(causes).toBeUndefined();
            return;
          }
          expect(causes?.crossed).toBe(others.length);
          const gap = (weights: readonly number[]) =>
            utilityOf(row, weights) - others.reduce((sum, other) => sum + utilityOf(rows[other] ?? [], weights), 0) / others.length;
          expect(causes?.heads.reduce((sum, value) => sum + value, 0)).toBeCloseTo(gap(second) - gap(first), 9);
        });
      }),
    );
  });

  it('are undefined for a candidate of one order alone', () => {
    const one = [{ id: 1, contributions: [1] }];
    expect(movementCauses(one, [{ id: 2, contributions: [1] }], 1)).toBeUndefined();
    expect(movementCauses(one, one, 1)).toBeUndefined();
  });
});
