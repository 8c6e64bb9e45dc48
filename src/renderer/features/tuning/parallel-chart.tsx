import { useElementSize } from '@mantine/hooks';
import { memo, useMemo } from 'react';
import type { SweepResult } from '../../../core/policy/sweep-result.ts';
import { niceTicks } from '../../ui/chart/scale.ts';
import { formatLift, formatName } from '../../ui/format.ts';
import { parallelLines, type ParallelLine } from './parallel-lines.ts';
import classes from './parallel-chart.module.css';
import { statusStyle, statusWords } from './status-style.ts';

interface ParallelChartProps {
  readonly result: SweepResult;
  readonly selected: number;
  readonly knees: ReadonlySet<number>;
  readonly onSelect: (point: number) => void;
}

const [top, bottom, side] = [14, 24, 76];
const strength = { supported: 0.85, efficient: 0.6, dominated: 0.22, infeasible: 0.3 } as const;

interface Frame {
  readonly width: number;
  readonly height: number;
  readonly x: (axis: number) => number;
  readonly y: (lift: number) => number;
}

/** One axis per objective, one line per policy: lifts over production on one common scale. Only the overlay knows which point is selected. */
export function ParallelChart({ result, selected, knees, onSelect }: ParallelChartProps) {
  const { ref, width, height } = useElementSize();
  const drawing = useMemo(() => parallelLines(result), [result]);
  const { lines, low, high } = drawing;
  const axes = result.objectives.length;
  const frame = useMemo<Frame>(
    () => ({
      width,
      height,
      x: (axis) => side + ((width - 2 * side) * axis) / Math.max(1, axes - 1),
      y: (lift) => top + ((high - lift) / (high - low)) * (height - top - bottom),
    }),
    [width, height, axes, low, high],
  );
  const chosen = lines.find(({ point }) => point === selected);
  return (
    <div ref={ref} className={classes['chart']}>
      {width === 0 ? undefined : (
        <>
          <Lines result={result} lines={lines} low={low} high={high} frame={frame} knees={knees} onSelect={onSelect} />
          {chosen === undefined ? undefined : <Chosen result={result} line={chosen} frame={frame} />}
        </>
      )}
    </div>
  );
}

function pathOf({ lifts }: ParallelLine, { x, y }: Frame): string {
  return lifts.map((lift, axis) => `${axis === 0 ? 'M' : 'L'}${x(axis)} ${y(lift)}`).join('');
}

interface LinesProps {
  readonly result: SweepResult;
  readonly lines: readonly ParallelLine[];
  readonly low: number;
  readonly high: number;
  readonly frame: Frame;
  readonly knees: ReadonlySet<number>;
  readonly onSelect: (point: number) => void;
}

const Lines = memo(function Lines({ result, lines, low, high, frame, knees, onSelect }: LinesProps) {
  const { x, y, width, height } = frame;
  return (
    <svg
      width={width}
      height={height}
      role="img"
      aria-label={`${lines.length} policies over ${result.objectives.map(formatName).join(', ')}`}
    >
      {niceTicks([low, high], 6).map((tick) => (
        <g key={tick}>
          <line x1={side} x2={width - side} y1={y(tick)} y2={y(tick)} stroke="var(--line)" />
          <text x={side - 10} y={y(tick)} dy="0.32em" textAnchor="end" fontSize={11} fill="var(--text-dim)">
            {formatLift(tick)}
          </text>
        </g>
      ))}
      <line x1={side} x2={width - side} y1={y(0)} y2={y(0)} stroke="var(--text)" strokeWidth={1.5} strokeDasharray="5 3" />
      <text x={width - side + 8} y={y(0)} dy="0.32em" fontSize={11} fill="var(--text)">
        production
      </text>
      {lines.map((line) => {
        const { point, status } = line;
        return (
          <g key={point} data-point={point} cursor="pointer" onClick={() => onSelect(point)}>
            <title>{`${statusWords[status]}: ${result.objectives.map((name, axis) => `${formatName(name)} ${formatLift(line.lifts[axis] ?? NaN)}`).join(', ')}`}</title>
            <path d={pathOf(line, frame)} fill="none" stroke="transparent" strokeWidth={8} />
            <path
              d={pathOf(line, frame)}
              fill="none"
              stroke={statusStyle[status].color}
              strokeOpacity={strength[status]}
              strokeWidth={knees.has(point) ? 2.5 : 1.25}
              strokeDasharray={status === 'efficient' ? '6 3' : undefined}
            />
          </g>
        );
      })}
      {result.objectives.map((objective, axis) => (
        <g key={objective}>
          <line x1={x(axis)} x2={x(axis)} y1={top} y2={height - bottom} stroke="var(--line-strong)" strokeWidth={1.25} />
          <text x={x(axis)} y={height - 7} textAnchor="middle" fontSize={12} fontWeight={560} fill="var(--text)">
            {formatName(objective)}
          </text>
        </g>
      ))}
    </svg>
  );
});

/** The selected policy with its intervals: all that moves with the slider. */
const Chosen = memo(function Chosen({
  result,
  line,
  frame,
}: {
  readonly result: SweepResult;
  readonly line: ParallelLine;
  readonly frame: Frame;
}) {
  const { x, y, width, height } = frame;
  const point = result.points[line.point];
  return (
    <svg className={classes['overlay']} width={width} height={height} aria-hidden="true" data-selected-point={line.point}>
      <path d={pathOf(line, frame)} fill="none" stroke="var(--surface)" strokeWidth={6} />
      <path d={pathOf(line, frame)} fill="none" stroke="var(--accent)" strokeWidth={3} />
      {result.objectives.map((objective, axis) => {
        const interval = point?.liftIntervals.find((entry) => entry.objective === objective);
        const lift = line.lifts[axis] ?? 0;
        return (
          <g key={objective}>
            {interval === undefined ? undefined : (
              <line
                x1={x(axis)}
                x2={x(axis)}
                y1={Math.max(0, y(interval.high))}
                y2={Math.min(height - bottom, y(interval.low))}
                stroke="var(--accent)"
                strokeWidth={3}
              />
            )}
            <circle cx={x(axis)} cy={y(lift)} r={5} fill="var(--accent)" stroke="var(--surface)" strokeWidth={1.5} />
            <text
              x={x(axis) + 9}
              y={y(lift) - 8}
              fontSize={12}
              fontWeight={620}
              fill="var(--accent)"
              stroke="var(--surface)"
              strokeWidth={4}
              paintOrder="stroke"
            >
              {formatLift(lift)}
            </text>
          </g>
        );
      })}
    </svg>
  );
});
