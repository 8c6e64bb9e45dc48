/** The CSS colour of the i-th of `count` query vectors: hues spread evenly, of the lightness that the design gives swatches. Its name always stands beside it. */
export function queryColor(index: number, count: number): string {
  const hue = (235 + (index * 360) / Math.max(1, count)) % 360;
  return `hsl(${Math.round(hue)} 58% var(--swatch-lightness))`;
}
