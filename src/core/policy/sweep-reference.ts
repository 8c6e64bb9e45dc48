import { defaultReference } from '../pareto/reference-point.ts';

/**
 * The reference of the hypervolume, in raw units (more is better): 0.9 x production in every objective; where production is not positive, the worst
 * value of the efficient points less 10% of their range.
 */
export function sweepReference(
  objectives: readonly string[],
  production: readonly number[],
  front: readonly (readonly number[])[],
): { readonly reference: readonly number[]; readonly rule: string } {
  const turned = front.map((point) => point.map((value) => -value));
  const fallback = front.length === 0 ? production : defaultReference(turned, objectives.length).map((value) => -value);
  const words: string[] = [];
  const reference = production.map((value, objective) => {
    if (value > 0) return 0.9 * value;
    words.push(objectives[objective] ?? '');
    return fallback[objective] ?? value;
  });
  const rule = '0.9 x production in every objective';
  return {
    reference,
    rule:
      words.length === 0
        ? rule
        : `${rule}, but for ${words.join(', ')}, where production is not positive: the worst efficient value less 10% of the range`,
  };
}
