import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mixtureHull } from '../../../../src/renderer/features/tuning/frontier-geometry.ts';
import { extent, frontierSeries } from '../../../../src/renderer/features/tuning/frontier-series.ts';
import { frontierTable } from '../../../../src/renderer/features/tuning/frontier-table-data.ts';
import { toCsv } from '../../../../src/renderer/ui/csv.ts';
import { point, sweep } from './frontier-fixture.ts';

describe('the mixed static line', () => {
  it('joins the arms that no mix of others beats', () => {
    const spots = [
      { x: 0, y: 10 },
      { x: 5, y: 4 },
      { x: 10, y: 0 },
      { x: 7, y: 5 },
      { x: -3, y: 2 },
    ];
    expect(mixtureHull(spots)).toEqual([
      { x: 0, y: 10 },
      { x: 7, y: 5 },
      { x: 10, y: 0 },
    ]);
    expect(mixtureHull([{ x: 1, y: 1 }])).toEqual([{ x: 1, y: 1 }]);
    expect(mixtureHull([])).toEqual([]);
  });

  it('has every arm on it or below it, and falls from left to right', () => {
    const spot = fc.record({ x: fc.integer({ min: -50, max: 50 }), y: fc.integer({ min: -50, max: 50 }) });
    fc.assert(
      fc.property(fc.array(spot, { minLength: 1, maxLength: 30 }), (spots) => {
        const hull = mixtureHull(spots);
        for (let index = 1; index < hull.length; index += 1) {
          const [a, b] = [hull[index - 1], hull[index]];
          if (a === undefined || b === undefined) throw new Error('a gap in the line');
          expect(b.x).toBeGreaterThan(a.x);
          expect(b.y).toBeLessThan(a.y);
          for (const { x, y } of spots) {
            expect((b.x - a.x) * (y - a.y) - (b.y - a.y) * (x - a.x)).toBeLessThanOrEqual(0);
          }
        }
        expect(Math.max(...spots.map(({ x }) => x))).toBe(hull.at(-1)?.x);
        expect(Math.max(...spots.map(({ y }) => y))).toBe(hull[0]?.y);
      }),
    );
  });
});

describe('what the frontier chart draws', () => {
  const result = sweep([point(0, 4, 4), point(0.3, 5, 3, 'refused'), point(1, 6, 2, 'dominated')]);
  const series = frontierSeries(result, ['visit', 'spend']);

  it('leaves refused points out, and keeps the numbers of the others', () => {
    expect(series.policies.map((mark) => mark.point)).toEqual([0, 2]);
    expect(series.refused).toBe(1);
    expect(series.policies[0]).toMatchObject({ x: 4, y: 4, xError: [1, 1], yError: [1, 2] });
  });

  it('shows production once, as production', () => {
    expect(series.production).toMatchObject({ x: 2, y: 3, label: '=hold' });
    expect(series.statics.map((mark) => mark.label)).toEqual(['send']);
    expect(series.hull).toHaveLength(2);
  });

  it('leaves room for the ends of the intervals', () => {
    expect(Math.min(...extent(series, 'x'))).toBe(2);
    expect(Math.min(...extent(series, 'x', 'policies'))).toBe(3);
    expect(Math.max(...extent(series, 'y', 'policies'))).toBe(6);
  });
});

describe('the frontier as a table', () => {
  const { header, rows } = frontierTable(sweep([point(0, 4, 4), point(0.3, 5, 3, 'refused')]));

  it('has a cell for every column', () => {
    for (const row of rows) expect(row).toHaveLength(header.length);
  });

  it('has no number where a point is refused, and says why', () => {
    const refused = rows[1] ?? [];
    const cell = (name: string) => refused[header.indexOf(name)];
    for (const name of ['visit', 'visit_low', 'visit_lift', 'spend', 'visit_dr', 'share_send', 'ess']) expect(cell(name)).toBeUndefined();
    expect(cell('status')).toBe('refused');
    expect(cell('remarks')).toBe('Only 3 rows.');
  });

  it('E16 is exported with negative lifts as numbers and no cell that a spreadsheet would run', () => {
    const lines = toCsv(header, rows).split('\r\n');
    expect(lines[1]?.split(',')[header.indexOf('visit_lift')]).toBe('-0.5');
    expect(toCsv(['arm'], [['=hold']])).toBe("arm\r\n'=hold\r\n");
  });
});
