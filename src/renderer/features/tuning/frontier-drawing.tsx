import { memo, type ReactNode, useId } from 'react';
import { ChartSymbol } from '../../ui/chart/symbol.tsx';
import { FrontierAxes } from './frontier-axes.tsx';
import { marksInside, type PlotFrame } from './frontier-frame.ts';
import type { Spot } from './frontier-geometry.ts';
import type { FrontierSeries, Mark } from './frontier-series.ts';
import { ArmShape, MatchedShape, OtherPolicyShape, ProductionShape } from './frontier-shapes.tsx';
import { statusStyle } from './status-style.ts';

interface FrontierDrawingProps {
  readonly series: FrontierSeries;
  readonly objectives: readonly [string, string];
  readonly intervals: string;
  readonly frame: PlotFrame;
  readonly knees: ReadonlySet<string>;
  readonly onSelect: (point: number) => void;
  readonly onSelectBeside: (place: number) => void;
  /** Key of the mark the pointer came over; nothing when it left. */
  readonly onPoint: (key: string | undefined) => void;
}

/** Intervals are always drawn; those of points that matter less stand back. */
const intervalStrength = { supported: 0.55, efficient: 0.35, dominated: 0.22, infeasible: 0.22 } as const;
/** Drawn in this order, so that what matters lies on top. */
const drawingOrder = ['infeasible', 'dominated', 'efficient', 'supported'] as const;
/** Arms that are named in the drawing; more would cover each other, the tooltip and the table name them all. */
const mostNames = 6;

/** Both intervals of a mark as one path, with bars of this half length at their ends. */
function intervalPath({ x, y, xError, yError }: Mark, { left, top }: PlotFrame, cap: number): string {
  const [cx, cy] = [left(x), top(y)];
  const [low, high] = [left(x - xError[0]), left(x + xError[1])];
  const [bottom, up] = [top(y - yError[0]), top(y + yError[1])];
  const lines = `M${low} ${cy}H${high}M${cx} ${bottom}V${up}`;
  if (cap === 0) return lines;
  const upright = [low, high].map((end) => `M${end} ${cy - cap}v${2 * cap}`);
  const level = [bottom, up].map((end) => `M${cx - cap} ${end}h${2 * cap}`);
  return [lines, ...upright, ...level].join('');
}

function linePath(spots: readonly Spot[], { left, top }: PlotFrame): string {
  return spots.map((spot, index) => `${index === 0 ? 'M' : 'L'}${left(spot.x)} ${top(spot.y)}`).join('');
}

/** The drawing under the slider's overlay. It does not know which point is selected, so moving the slider never redraws it. */
export const FrontierDrawing = memo(function FrontierDrawing({
  series,
  objectives,
  intervals,
  frame,
  knees,
  onSelect,
  onSelectBeside,
  onPoint,
}: FrontierDrawingProps) {
  const clip = useId();
  const { area, left, top, x, y } = frame;
  const named = series.statics.length <= mostNames;
  const statics = marksInside(series.statics, frame);
  const others = marksInside(series.others, frame);
  const curve = series.curve.filter((spot) => spot.x >= x[0] && spot.x <= x[1] && spot.y >= y[0] && spot.y <= y[1]);
  const bars = (marks: readonly Mark[], cap: number, stroke: string, opacity: number, strokeWidth = 1): ReactNode =>
    marks.map((mark) => (
      <path
        key={mark.key}
        d={intervalPath(mark, frame, cap)}
        fill="none"
        stroke={stroke}
        strokeWidth={strokeWidth}
        opacity={opacity}
        pointerEvents="none"
      />
    ));
  const over = (mark: Mark) => ({ onPointerEnter: () => onPoint(mark.key), onPointerLeave: () => onPoint(undefined) });
  return (
    <svg width={frame.width} height={frame.height} data-drawing="frontier">
      <defs>
        <clipPath id={clip}>
          <rect x={area.x} y={area.y} width={area.width} height={area.height} />
        </clipPath>
      </defs>
      <FrontierAxes frame={frame} objectives={objectives} intervals={intervals} />
      {series.production === undefined ? undefined : <Better frame={frame} production={series.production} />}
      <g clipPath={`url(#${clip})`}>
        <path d={linePath(series.hull, frame)} fill="none" stroke="var(--text-dim)" strokeWidth={1.25} strokeDasharray="6 3" />
        {curve.length < 2 ? undefined : (
          <path d={linePath(curve, frame)} fill="none" stroke="var(--accent)" strokeWidth={1.25} strokeOpacity={0.55} />
        )}
        {drawingOrder.map((status) => {
          const marks = series.policies.filter((mark) => mark.status === status);
          const { shape, color, size } = statusStyle[status];
          return (
            <g key={status}>
              {bars(marks, 0, color, intervalStrength[status])}
              {marks.map((mark) => {
                const [cx, cy] = [left(mark.x), top(mark.y)];
                return (
                  <g
                    key={mark.key}
                    cursor="pointer"
                    data-point={mark.point}
                    onClick={() => mark.point !== undefined && onSelect(mark.point)}
                    {...over(mark)}
                  >
                    {knees.has(mark.key) ? <ChartSymbol shape="knee" x={cx} y={cy} size={17} color="var(--text)" /> : undefined}
                    <circle cx={cx} cy={cy} r={9} fill="transparent" />
                    <ChartSymbol shape={shape} x={cx} y={cy} size={size} color={color} />
                  </g>
                );
              })}
            </g>
          );
        })}
        {bars(statics, 5, 'var(--text-dim)', named ? 0.7 : 0.3)}
        {statics.map((mark) => (
          <g key={mark.key} {...over(mark)}>
            <ArmShape x={left(mark.x)} y={top(mark.y)} mark={mark} named={named} />
          </g>
        ))}
        {others.map((mark) => (
          <g
            key={mark.key}
            cursor="pointer"
            data-beside={mark.beside}
            onClick={() => mark.beside !== undefined && onSelectBeside(mark.beside)}
            {...over(mark)}
          >
            <OtherPolicyShape x={left(mark.x)} y={top(mark.y)} mark={mark} named={others.length === 1} />
          </g>
        ))}
        {marksInside(series.matched === undefined ? [] : [series.matched], frame).map((mark) => (
          <g key={mark.key} {...over(mark)}>
            <MatchedShape x={left(mark.x)} y={top(mark.y)} />
          </g>
        ))}
        {marksInside(series.production === undefined ? [] : [series.production], frame).map((mark) => (
          <g key={mark.key}>
            {bars([mark], 5, 'var(--text)', 1, 1.25)}
            <g {...over(mark)}>
              <ProductionShape x={left(mark.x)} y={top(mark.y)} mark={mark} />
            </g>
          </g>
        ))}
      </g>
    </svg>
  );
});

/** Production's two values as lines, and the part of the plot where neither objective falls below it. */
function Better({ frame: { area, x, y, left, top }, production }: { readonly frame: PlotFrame; readonly production: Mark }) {
  const [right, floor] = [area.x + area.width, area.y + area.height];
  const from = Math.max(area.x, left(production.x));
  const to = Math.min(floor, top(production.y));
  const line = { stroke: 'var(--text-faint)', strokeWidth: 1, strokeDasharray: '4 3' } as const;
  return (
    <>
      {from < right && to > area.y ? (
        <>
          <rect x={from} y={area.y} width={right - from} height={to - area.y} fill="var(--good)" fillOpacity={0.07} />
          <text x={right - 5} y={area.y + 5} dy="0.71em" textAnchor="end" fill="var(--good)" fontSize={11}>
            neither objective below production
          </text>
        </>
      ) : undefined}
      {production.x >= x[0] && production.x <= x[1] ? (
        <line x1={left(production.x)} x2={left(production.x)} y1={area.y} y2={floor} {...line} />
      ) : undefined}
      {production.y >= y[0] && production.y <= y[1] ? (
        <line x1={area.x} x2={right} y1={top(production.y)} y2={top(production.y)} {...line} />
      ) : undefined}
    </>
  );
}
