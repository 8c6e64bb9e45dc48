/** Production is a hollow diamond on every chart and in every table. Draw inside an `<svg>` at a point. */
export function ProductionMark({ x, y, size = 6 }: { readonly x: number; readonly y: number; readonly size?: number }) {
  return (
    <path
      d={`M${x} ${y - size}L${x + size} ${y}L${x} ${y + size}L${x - size} ${y}Z`}
      fill="var(--surface)"
      stroke="var(--text)"
      strokeWidth={1.8}
      strokeLinejoin="round"
    />
  );
}

/** The same mark inside a line of text or a legend. */
export function ProductionGlyph({ label = 'Production' }: { readonly label?: string }) {
  return (
    <svg width={14} height={14} role="img" aria-label={label} viewBox="0 0 14 14">
      <ProductionMark x={7} y={7} size={5} />
    </svg>
  );
}
