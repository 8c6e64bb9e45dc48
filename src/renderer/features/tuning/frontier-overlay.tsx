import { memo } from 'react';
import chart from '../../ui/chart/chart.module.css';
import type { PlotFrame } from './frontier-frame.ts';
import type { Mark } from './frontier-series.ts';

interface FrontierOverlayProps {
  readonly frame: PlotFrame;
  readonly mark: Mark | undefined;
  /** Whether its name is drawn; the chart may do so already. */
  readonly named: boolean;
}

/** The selected point over the chart: all that moves with the slider. */
export const FrontierOverlay = memo(function FrontierOverlay({ frame, mark, named }: FrontierOverlayProps) {
  if (mark === undefined) return undefined;
  const { area, left, top } = frame;
  const cx = left(mark.x);
  const cy = top(mark.y);
  const color = 'var(--accent)';
  const isRight = cx > area.x + area.width * 0.72;
  return (
    <svg className={chart['overlay']} aria-hidden="true" focusable="false" data-selected-point={mark.point}>
      <line x1={cx} x2={cx} y1={cy} y2={area.y + area.height} stroke={color} strokeWidth={1} strokeDasharray="1 3" />
      <line x1={area.x} x2={cx} y1={cy} y2={cy} stroke={color} strokeWidth={1} strokeDasharray="1 3" />
      <line x1={left(mark.x - mark.xError[0])} x2={left(mark.x + mark.xError[1])} y1={cy} y2={cy} stroke={color} strokeWidth={2.5} />
      <line x1={cx} x2={cx} y1={top(mark.y - mark.yError[0])} y2={top(mark.y + mark.yError[1])} stroke={color} strokeWidth={2.5} />
      <circle cx={cx} cy={cy} r={7} fill={color} stroke="var(--surface)" strokeWidth={2} />
      <text
        x={isRight ? cx - 12 : cx + 12}
        y={cy - 10}
        textAnchor={isRight ? 'end' : 'start'}
        fill={color}
        stroke="var(--surface)"
        strokeWidth={4}
        paintOrder="stroke"
        fontSize={12}
        fontWeight={620}
      >
        {named ? (mark.short ?? mark.label) : ''}
      </text>
    </svg>
  );
});
