import { axisTitleStyle, gridStyle } from '../../ui/chart/axis-style.ts';
import { niceTicks } from '../../ui/chart/scale.ts';
import { formatName, formatSignificant } from '../../ui/format.ts';
import type { PlotFrame } from './frontier-frame.ts';

interface FrontierAxesProps {
  readonly frame: PlotFrame;
  readonly objectives: readonly [string, string];
  readonly intervals: string;
}

/** Pixels that a tick's number needs along its axis. */
const [acrossRoom, downRoom] = [58, 26];
const line = 'var(--line-strong)';
const number = { fill: 'var(--text-dim)', fontSize: 11 } as const;

/** Grid, both axes with their numbers, and their titles. */
export function FrontierAxes({ frame, objectives, intervals }: FrontierAxesProps) {
  const { area, left, top } = frame;
  const [right, floor, middle] = [area.x + area.width, area.y + area.height, area.y + area.height / 2];
  const across = niceTicks(frame.x, Math.max(2, Math.min(8, Math.floor(area.width / acrossRoom))));
  const down = niceTicks(frame.y, Math.max(2, Math.min(7, Math.floor(area.height / downRoom))));
  const grid = [
    `M${area.x} ${area.y}H${right}V${floor}`,
    ...across.map((tick) => `M${left(tick)} ${area.y}V${floor}`),
    ...down.map((tick) => `M${area.x} ${top(tick)}H${right}`),
  ].join('');
  const axes = [
    `M${area.x} ${area.y}V${floor}H${right}`,
    ...across.map((tick) => `M${left(tick)} ${floor}v4`),
    ...down.map((tick) => `M${area.x} ${top(tick)}h-4`),
  ].join('');
  return (
    <>
      <path d={grid} fill="none" {...gridStyle} />
      <path d={axes} fill="none" stroke={line} />
      {across.map((tick) => (
        <text key={tick} x={left(tick)} y={floor + 6} dy="0.71em" textAnchor="middle" {...number}>
          {formatSignificant(tick, 3)}
        </text>
      ))}
      {down.map((tick) => (
        <text key={tick} x={area.x - 6} y={top(tick)} dy="0.355em" textAnchor="end" {...number}>
          {formatSignificant(tick, 3)}
        </text>
      ))}
      <text x={area.x + area.width / 2} y={floor + 40} textAnchor="middle" {...axisTitleStyle}>
        {`${formatName(objectives[0])}, mean per row (${intervals})`}
      </text>
      <text x={14} y={middle} dy="0.355em" transform={`rotate(-90 14 ${middle})`} textAnchor="middle" {...axisTitleStyle}>
        {`${formatName(objectives[1])}, mean per row`}
      </text>
    </>
  );
}
