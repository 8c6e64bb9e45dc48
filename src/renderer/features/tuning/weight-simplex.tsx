import { memo } from 'react';
import type { SweepResult } from '../../../core/policy/sweep-result.ts';
import { ChartSymbol } from '../../ui/chart/symbol.tsx';
import { formatName } from '../../ui/format.ts';
import { alphaLabel } from './alpha-span.ts';
import { simplexSpot } from './parallel-lines.ts';
import { statusStyle, statusWords } from './status-style.ts';

interface WeightSimplexProps {
  readonly result: SweepResult;
  readonly selected: number;
  readonly onSelect: (point: number) => void;
}

const [side, left, top] = [150, 34, 18];
const height = (side * Math.sqrt(3)) / 2;
const methodWords = { linear: '', chebyshev: ', by Chebyshev distance', epsilon: ', with the others held at production' } as const;

function spotOf(alpha: number | readonly number[]) {
  const { x, y } = simplexSpot([alpha].flat());
  return { x: left + x * side, y: top + y * height };
}

/** The weights of three objectives as a triangle: every point that was scored, and the selected one. */
export function WeightSimplex({ result, selected, onSelect }: WeightSimplexProps) {
  const point = result.points[selected];
  const spot = point === undefined ? undefined : spotOf(point.alpha);
  return (
    <svg
      width={side + 2 * left}
      height={height + top + 20}
      role="img"
      aria-label={`Weights of ${result.points.length} policies between ${result.objectives.map(formatName).join(', ')}`}
    >
      <Spots result={result} onSelect={onSelect} />
      {spot === undefined ? undefined : (
        <circle cx={spot.x} cy={spot.y} r={8} fill="none" stroke="var(--accent)" strokeWidth={2.5} pointerEvents="none" />
      )}
    </svg>
  );
}

const Spots = memo(function Spots({ result, onSelect }: Omit<WeightSimplexProps, 'selected'>) {
  const [first = '', second = '', third = ''] = result.objectives;
  const corners = [
    [0, 0, 1],
    [0, 1, 0],
    [1, 0, 0],
  ].map((corner) => spotOf(corner));
  return (
    <>
      <polygon points={corners.map(({ x, y }) => `${x},${y}`).join(' ')} fill="none" stroke="var(--line-strong)" />
      <text x={left} y={top + height + 15} textAnchor="middle" fontSize={11} fill="var(--text-dim)">
        {formatName(first)}
      </text>
      <text x={left + side / 2} y={top - 7} textAnchor="middle" fontSize={11} fill="var(--text-dim)">
        {formatName(second)}
      </text>
      <text x={left + side} y={top + height + 15} textAnchor="middle" fontSize={11} fill="var(--text-dim)">
        {formatName(third)}
      </text>
      {result.points.map((point, index) => {
        const { x, y } = spotOf(point.alpha);
        const style = point.status === 'refused' ? undefined : statusStyle[point.status];
        return (
          <g
            key={`${point.method ?? ''} ${alphaLabel(point)} ${[point.alpha].flat().join(' ')}`}
            cursor="pointer"
            onClick={() => onSelect(index)}
          >
            <title>{`${alphaLabel(point)}: ${statusWords[point.status]}${methodWords[point.method ?? 'linear']}`}</title>
            <circle cx={x} cy={y} r={7} fill="transparent" />
            {style === undefined ? (
              <path d={`M${x - 3} ${y - 3}l6 6m0-6l-6 6`} stroke="var(--text-faint)" />
            ) : (
              <ChartSymbol
                shape={point.method === 'chebyshev' ? 'open-square' : style.shape}
                x={x}
                y={y}
                size={style.size}
                color={style.color}
              />
            )}
          </g>
        );
      })}
    </>
  );
});
