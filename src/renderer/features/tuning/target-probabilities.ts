/** What a person typed as a target policy, and whether it is one. */
export type TypedTarget =
  | { readonly type: 'target'; readonly probabilities: number[] }
  | { readonly type: 'problem'; readonly message: string };

/** Differences below this are rounding in what was typed. */
const tolerance = 1e-6;

/** Reads one probability per arm, separated by commas, spaces or lines; fractions such as 1/3 are understood. */
export function readProbabilities(text: string, arms: number): TypedTarget {
  const parts = text
    .trim()
    .split(/[\s,;]+/)
    .filter((part) => part !== '');
  if (parts.length !== arms) return { type: 'problem', message: `Type ${arms} probabilities, one per arm; ${parts.length} are given.` };
  const probabilities: number[] = [];
  for (const part of parts) {
    const [top, bottom = '1', ...more] = part.split('/');
    const value = Number(top) / Number(bottom);
    if (more.length > 0 || top === '' || bottom === '' || !Number.isFinite(value) || value < 0 || value > 1) {
      return { type: 'problem', message: `${part} is not a probability between 0 and 1.` };
    }
    probabilities.push(value);
  }
  const sum = probabilities.reduce((total, value) => total + value, 0);
  if (Math.abs(sum - 1) > tolerance)
    return { type: 'problem', message: `The probabilities sum to ${Number(sum.toPrecision(6))}; they must sum to 1.` };
  return { type: 'target', probabilities };
}
