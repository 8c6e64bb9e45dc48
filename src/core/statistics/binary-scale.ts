/**
 * A power of two that brings values of at most this size near 1, so that their squares neither overflow nor vanish; multiplying by it rounds nothing.
 * 1 where the size is 0 or not finite.
 */
export function binaryScale(largest: number): number {
  if (!(largest > 0) || largest === Infinity) return 1;
  return 2 ** -Math.max(-1_022, Math.min(1_022, Math.floor(Math.log2(largest))));
}
