import { nonDominated } from '../pareto/non-dominated.ts';
import { supportOfFront } from '../pareto/supported.ts';
import type { ArmMoments } from './arm-moments.ts';

/** Arms that no mix of other arms beats by the means of the given rows; more is better. */
export function staticFrontier(moments: ArmMoments): readonly number[] {
  const arms = Array.from(moments.counts.keys()).filter((arm) => (moments.counts[arm] ?? 0) > 0);
  const turned = arms.map((arm) => moments.means.map((means) => -(means[arm] ?? Number.NaN)));
  return supportOfFront(turned, nonDominated(turned))
    .supported.map((place) => arms[place] ?? -1)
    .filter((arm) => arm >= 0)
    .sort((a, b) => a - b);
}

/** Area above the reference under the mixed frontier of the given policies: two objectives, more is better, anything less may be thrown away. */
export function mixedArea(policies: readonly (readonly number[])[], reference: readonly number[]): number {
  const [refX = 0, refY = 0] = reference;
  const points = policies.map(([x = 0, y = 0]) => ({ x, y })).filter(({ x, y }) => Number.isFinite(x) && Number.isFinite(y));
  if (points.length === 0) return 0;
  const right = points.reduce((best, point) => (point.x > best.x || (point.x === best.x && point.y > best.y) ? point : best));
  const top = points.reduce((best, point) => (point.y > best.y || (point.y === best.y && point.x > best.x) ? point : best));
  // The upper hull from the top point to the right one.
  const hull: { readonly x: number; readonly y: number }[] = [];
  for (const point of points.filter(({ x }) => x >= top.x).sort((a, b) => a.x - b.x || b.y - a.y)) {
    while (hull.length >= 2) {
      const [one, two] = [hull.at(-2), hull.at(-1)];
      if (one === undefined || two === undefined) break;
      if ((two.x - one.x) * (point.y - one.y) - (two.y - one.y) * (point.x - one.x) < 0) break;
      hull.pop();
    }
    if (hull.length === 0 || point.y < (hull.at(-1)?.y ?? Infinity)) hull.push(point);
  }
  let area = Math.max(0, Math.min(top.x, right.x) - refX) * Math.max(0, top.y - refY);
  for (let place = 1; place < hull.length; place += 1) {
    const [one, two] = [hull[place - 1], hull[place]];
    if (one !== undefined && two !== undefined) area += underSegment(one, two, refX, refY);
  }
  return area;
}

/** Area under a falling segment, above the reference. */
function underSegment(
  one: { readonly x: number; readonly y: number },
  two: { readonly x: number; readonly y: number },
  refX: number,
  refY: number,
): number {
  const heightAt = (x: number) => one.y + ((x - one.x) / (two.x - one.x)) * (two.y - one.y);
  const from = Math.max(one.x, refX);
  if (two.x <= from) return 0;
  // Where the segment falls below the reference there is nothing more.
  let to = two.x;
  if (two.y < refY) to = one.y <= refY ? from : one.x + ((one.y - refY) / (one.y - two.y)) * (two.x - one.x);
  if (to <= from) return 0;
  return (to - from) * ((heightAt(from) + heightAt(to)) / 2 - refY);
}
