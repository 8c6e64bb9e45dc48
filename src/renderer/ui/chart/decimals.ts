/** Decimals that show an uncertainty of `halfWidth` to two digits: more would be noise, fewer would hide it. */
export function decimalsFor(halfWidth: number): number {
  if (!(halfWidth > 0) || !Number.isFinite(halfWidth)) return 4;
  return Math.max(0, Math.min(6, Math.ceil(-Math.log10(halfWidth)) + 1));
}
