import type { PointStatus, SweepResult } from '../../../core/policy/sweep-result.ts';

/** A policy over all objectives: its lifts over production in the order of the objectives. */
export interface ParallelLine {
  readonly point: number;
  readonly status: Exclude<PointStatus, 'refused'>;
  readonly lifts: readonly number[];
}

export interface ParallelLines {
  /** What matters most comes last, so that it is drawn on top. */
  readonly lines: readonly ParallelLine[];
  /** One common scale: a percent is as long on every axis, and 0 is production. */
  readonly low: number;
  readonly high: number;
}

const order: readonly PointStatus[] = ['infeasible', 'dominated', 'efficient', 'supported'];

/** Every point that has a lift for each objective; refused points have no number and no line. */
export function parallelLines({ points, objectives }: SweepResult): ParallelLines {
  const lines = points
    .flatMap(({ status, lifts }, point): readonly ParallelLine[] => {
      if (status === 'refused') return [];
      const values = objectives.map((objective) => lifts[objective] ?? NaN);
      return values.every(Number.isFinite) ? [{ point, status, lifts: values }] : [];
    })
    .toSorted((a, b) => order.indexOf(a.status) - order.indexOf(b.status));
  const all = [0, ...lines.flatMap(({ lifts }) => lifts)];
  const [least, most] = [Math.min(...all), Math.max(...all)];
  const room = 0.05 * (most - least || 0.02);
  return { lines, low: least - room, high: most + room };
}

/** Where three weights that sum to 1 lie in a triangle of unit sides: the first at the left, the last at the right, the second on top; y grows downwards. */
export function simplexSpot([left = 0, top = 0, right = 0]: readonly number[]): { readonly x: number; readonly y: number } {
  const sum = left + top + right || 1;
  return { x: (right + top / 2) / sum, y: 1 - top / sum };
}
