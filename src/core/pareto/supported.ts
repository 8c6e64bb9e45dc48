import { normalise, rangeOf } from './normalise.ts';
import { gameValue } from './game-value.ts';

/**
 * Slack in units of the front's own range. Points of a straight front computed in doubles lie off the line by a few ulp; below this they count as on it.
 */
const tolerance = 1e-12;

/** Row numbers, ascending. `supported`: best for some weights w >= 0, not all 0; `extreme`: the only best for some weights (a vertex of the hull). */
export interface Support {
  readonly supported: readonly number[];
  readonly extreme: readonly number[];
}

/**
 * Which efficient points a linear sweep of the weights can reach (all minimised; `efficient` are row numbers). Two objectives: the lower-left convex
 * hull; more: one small linear programme per point, max over w of min over others of w (q - p), solved exactly as a matrix game. Copies share one answer.
 */
export function supportOfFront(points: readonly (readonly number[])[], efficient: readonly number[]): Support {
  const objectives = points[efficient[0] ?? 0]?.length ?? 0;
  const chosen = efficient.map((row) => points[row] ?? []);
  const scaled = normalise(chosen, rangeOf(chosen, objectives));
  const slack = objectives === 2 ? hullSlack(scaled) : scaled.map((point) => gameSlack(point, scaled));
  return {
    supported: efficient.filter((_, place) => (slack[place] ?? 0) >= -tolerance),
    extreme: efficient.filter((_, place) => (slack[place] ?? 0) > tolerance),
  };
}

function gameSlack(point: readonly number[], all: readonly (readonly number[])[]): number {
  const differences = all
    .map((other) => other.map((value, objective) => value - (point[objective] ?? 0)))
    .filter((difference) => difference.some((value) => value !== 0));
  return differences.length === 0 ? Infinity : gameValue(differences);
}

/**
 * Signed distance of each point to the hull of the others: positive at a vertex (how far it stands out), 0 on an edge, negative above the hull.
 */
function hullSlack(points: readonly (readonly number[])[]): number[] {
  const order = points.map((_, place) => place).sort((a, b) => x(points[a]) - x(points[b]) || y(points[a]) - y(points[b]));
  const distinct = order.filter((place, rank) => {
    const before = points[order[rank - 1] ?? -1];
    return before === undefined || x(before) !== x(points[place]) || y(before) !== y(points[place]);
  });
  const hull: number[] = [];
  for (const place of distinct) {
    while (hull.length >= 2 && above(points[hull.at(-2) ?? 0], points[hull.at(-1) ?? 0], points[place]) >= 0) hull.pop();
    hull.push(place);
  }
  const slack = new Map<string, number>();
  hull.forEach((place, rank) => {
    const inner = rank > 0 && rank < hull.length - 1;
    slack.set(key(points[place]), inner ? -above(points[hull[rank - 1] ?? 0], points[place], points[hull[rank + 1] ?? 0]) : Infinity);
  });
  let edge = 0;
  for (const place of distinct) {
    if (slack.has(key(points[place]))) continue;
    while (edge + 2 < hull.length && x(points[hull[edge + 1] ?? 0]) < x(points[place])) edge += 1;
    slack.set(key(points[place]), -above(points[hull[edge] ?? 0], points[place], points[hull[edge + 1] ?? 0]));
  }
  return points.map((point) => slack.get(key(point)) ?? 0);
}

/** Distance of `middle` above the line from `left` to `right`, negative below it. */
function above(left: readonly number[] | undefined, middle: readonly number[] | undefined, right: readonly number[] | undefined): number {
  const width = x(right) - x(left);
  const height = y(right) - y(left);
  const cross = width * (y(middle) - y(left)) - height * (x(middle) - x(left));
  return cross / Math.hypot(width, height);
}

function x(point: readonly number[] | undefined): number {
  return point?.[0] ?? 0;
}

function y(point: readonly number[] | undefined): number {
  return point?.[1] ?? 0;
}

function key(point: readonly number[] | undefined): string {
  return `${x(point)} ${y(point)}`;
}
