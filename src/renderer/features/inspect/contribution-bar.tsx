import { memo } from 'react';
import classes from './contribution-bar.module.css';

/** Room that every row's bar shares: the most negative and the most positive sum of contributions among the candidates. */
export interface ContributionScale {
  readonly low: number;
  readonly high: number;
}

/** The shared scale of all rows under the current weights. */
export function contributionScale(rows: readonly { readonly contributions: readonly number[] }[]): ContributionScale {
  let low = 0;
  let high = 0;
  for (const { contributions } of rows) {
    let down = 0;
    let up = 0;
    for (const part of contributions) {
      if (part < 0) down += part;
      else up += part;
    }
    low = Math.min(low, down);
    high = Math.max(high, up);
  }
  return { low, high };
}

/** Where each part lies: gains follow each other to the right of zero, costs to the left. `unit` is pixels per unit of utility. */
function stack(contributions: readonly number[], zero: number, unit: number): readonly { readonly x: number; readonly length: number }[] {
  const parts: { readonly x: number; readonly length: number }[] = [];
  let up = zero;
  let down = zero;
  for (const part of contributions) {
    const length = Math.abs(part) * unit;
    if (part < 0) down -= length;
    parts.push({ x: part < 0 ? down : up, length });
    if (part >= 0) up += length;
  }
  return parts;
}

interface ContributionBarProps {
  readonly heads: readonly string[];
  readonly contributions: readonly number[];
  readonly colors: readonly string[];
  readonly scale: ContributionScale;
  readonly width?: number;
  readonly height?: number;
}

/** w_i x h_i stacked: gains to the right of zero, costs to the left. The numbers stand in the detail beside the table. */
export const ContributionBar = memo(function ContributionBar({
  heads,
  contributions,
  colors,
  scale,
  width = 140,
  height = 12,
}: ContributionBarProps) {
  const span = scale.high - scale.low;
  if (span <= 0) return <svg width={width} height={height} aria-hidden="true" focusable="false" />;
  const zero = (-scale.low / span) * width;
  const parts = stack(contributions, zero, width / span);
  return (
    <svg className={classes['contribution']} width={width} height={height} aria-hidden="true" focusable="false">
      {parts.map(({ x, length }, head) => (
        <rect key={heads[head]} x={x} y={0} width={length} height={height} fill={colors[head] ?? 'var(--text-dim)'} />
      ))}
      {scale.low < 0 ? <line x1={zero} x2={zero} y1={-1} y2={height + 1} stroke="var(--text-dim)" strokeWidth={1} /> : undefined}
    </svg>
  );
});
