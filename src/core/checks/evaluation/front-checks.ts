import { analyseFront } from '../../pareto/analyse-front.ts';
import { around } from '../judge.ts';
import type { CheckDefinition } from '../check-definition.ts';

const steps = Array.from({ length: 101 }, (_, step) => step / 100);
const convex = steps.map((x) => [x, 1 - Math.sqrt(x)]);
const concave = steps.map((x) => [x, 1 - x * x]);
const line = steps.map((x) => [x, 1 - x]);
const analyse = (points: readonly (readonly number[])[], reference?: readonly number[]) => analyseFront(points, ['min', 'min'], reference);

/** The Pareto mathematics on fronts whose answers are known. */
export const frontChecks: readonly CheckDefinition[] = [
  {
    batch: 'methods',
    claim: {
      name: 'supported-points',
      area: 'frontier',
      claim: 'All 101 points of the convex front ZDT1 are supported, and of the concave ZDT2 only the two ends.',
      bound: around(101, 0),
      unit: 'points',
      control: { name: 'ZDT2', bound: around(2, 0) },
    },
    *measure() {
      yield;
      return { value: analyse(convex).supported.length, control: analyse(concave).supported.length };
    },
  },
  {
    batch: 'methods',
    claim: {
      name: 'line-front',
      area: 'frontier',
      claim: 'All 101 points of a straight front are supported, and only two of them are extreme.',
      bound: around(101, 0),
      unit: 'points',
      control: { name: 'extreme points', bound: around(2, 0) },
    },
    *measure() {
      yield;
      const { supported, extreme } = analyse(line);
      return { value: supported.length, control: extreme.length };
    },
  },
  {
    batch: 'methods',
    claim: {
      name: 'hypervolume',
      area: 'frontier',
      claim: 'The hypervolume of a straight front of 101 points is 0.495, and points outside the reference add nothing.',
      bound: around(0.495, 1e-9),
      control: { name: 'a reference that no point reaches', bound: { least: 0, most: 0 } },
    },
    *measure() {
      yield;
      return { value: analyse(line, [1, 1]).hypervolume, control: analyse(line, [0, 0]).hypervolume };
    },
  },
];
