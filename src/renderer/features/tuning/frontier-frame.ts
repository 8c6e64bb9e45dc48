import type { PlotArea } from '../../ui/chart/plot-area.ts';
import { type Domain, toPixel } from '../../ui/chart/scale.ts';
import type { Mark } from './frontier-series.ts';

/** Where the frontier is drawn: the size of the picture, the plot inside its axes, and both scales. */
export interface PlotFrame {
  readonly width: number;
  readonly height: number;
  readonly area: PlotArea;
  readonly x: Domain;
  readonly y: Domain;
  readonly left: (value: number) => number;
  readonly top: (value: number) => number;
}

/** Room around the plot in CSS pixels: axis, ticks and title at the left and below. */
const room = { top: 12, right: 18, bottom: 50, left: 76 } as const;

/** Nothing where there is no room for a plot. */
export function plotFrame(width: number, height: number, x: Domain, y: Domain): PlotFrame | undefined {
  const area = { x: room.left, y: room.top, width: width - room.left - room.right, height: height - room.top - room.bottom };
  if (area.width <= 0 || area.height <= 0) return undefined;
  return {
    width,
    height,
    area,
    x,
    y,
    left: (value) => toPixel(value, x, area.x, area.x + area.width),
    top: (value) => toPixel(value, y, area.y + area.height, area.y),
  };
}

/** A mark whose intervals end at the edge of the plot; nothing where the mark itself lies outside. */
export function marksInside(marks: readonly Mark[], { x, y }: Pick<PlotFrame, 'x' | 'y'>): readonly Mark[] {
  const cut = ([down, up]: readonly [number, number], value: number, [low, high]: Domain) =>
    [Math.min(down, value - low), Math.min(up, high - value)] as const;
  return marks
    .filter((mark) => mark.x >= x[0] && mark.x <= x[1] && mark.y >= y[0] && mark.y <= y[1])
    .map((mark) => ({
      ...mark,
      // A name at the right edge would be cut off.
      side: mark.x > x[0] + (x[1] - x[0]) * 0.7 ? 'left' : 'right',
      xError: cut(mark.xError, mark.x, x),
      yError: cut(mark.yError, mark.y, y),
    }));
}
