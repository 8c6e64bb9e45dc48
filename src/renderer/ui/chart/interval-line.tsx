import { memo } from 'react';
import { type Domain, toPixel } from './scale.ts';

interface IntervalLineProps {
  readonly value: number;
  readonly low: number;
  readonly high: number;
  /** Shared by all lines that are compared. */
  readonly domain: Domain;
  /** A value drawn as a thin line through every row: production, or the logged mean. */
  readonly reference?: number | undefined;
  readonly width?: number;
  readonly color?: string;
  /** Dashed: an estimate that rests on a model alone. */
  readonly dashed?: boolean;
  readonly strong?: boolean;
}

const height = 16;

/** An estimate and its interval on a shared scale, for a cell of a table that has the numbers beside it. */
export const IntervalLine = memo(function IntervalLine(props: IntervalLineProps) {
  const { value, low, high, domain, reference, width = 96, color = 'var(--text-dim)', dashed = false, strong = false } = props;
  const at = (number: number) => Math.max(0, Math.min(width, toPixel(number, domain, 3, width - 3)));
  const middle = height / 2;
  return (
    <svg width={width} height={height} aria-hidden="true" focusable="false" display="block">
      {reference === undefined ? undefined : (
        <line x1={at(reference)} x2={at(reference)} y1={0} y2={height} stroke="var(--line-strong)" strokeWidth={1} />
      )}
      <line
        x1={at(low)}
        x2={at(high)}
        y1={middle}
        y2={middle}
        stroke={color}
        strokeWidth={strong ? 2.5 : 1.5}
        strokeDasharray={dashed ? '3 2' : undefined}
      />
      <circle
        cx={at(value)}
        cy={middle}
        r={strong ? 3.5 : 3}
        fill={dashed ? 'var(--surface)' : color}
        stroke={color}
        strokeWidth={dashed ? 1.25 : 0}
      />
    </svg>
  );
});
