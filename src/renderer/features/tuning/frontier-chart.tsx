import { memo, useCallback, useMemo } from 'react';
import { CartesianGrid, ErrorBar, Label, ReferenceArea, ReferenceLine, Scatter, ScatterChart, Tooltip, XAxis, YAxis } from 'recharts';
import { axisStyle, axisTitleStyle, gridStyle } from '../../ui/chart/axis-style.ts';
import { type PlotArea, PlotAreaProbe } from '../../ui/chart/plot-area.tsx';
import { type Domain, niceTicks } from '../../ui/chart/scale.ts';
import { ChartSymbol } from '../../ui/chart/symbol.tsx';
import { formatName, formatSignificant } from '../../ui/format.ts';
import type { FrontierSeries, Mark } from './frontier-series.ts';
import {
  armShape,
  matchedShape,
  namedArmShape,
  namedOtherPolicyShape,
  noShape,
  otherPolicyShape,
  productionShape,
  type ShapeProps,
} from './frontier-shapes.tsx';
import { FrontierTip } from './frontier-tip.tsx';
import { statusStyle } from './status-style.ts';

interface FrontierChartProps {
  readonly series: FrontierSeries;
  readonly objectives: readonly [string, string];
  /** Said in the drawing, so that a picture saved of it tells as well. */
  readonly intervals: string;
  readonly x: Domain;
  readonly y: Domain;
  /** Keys of the marks that a knee rule names. */
  readonly knees: ReadonlySet<string>;
  readonly onSelect: (point: number) => void;
  readonly onSelectBeside: (place: number) => void;
  readonly onArea: (area: PlotArea) => void;
}

/** Intervals are always drawn; those of points that matter less stand back. */
const intervalStrength = { supported: 0.55, efficient: 0.35, dominated: 0.22, infeasible: 0.22 } as const;

/** Arms that are named in the drawing; more would cover each other, the tooltip and the table name them all. */
const mostNames = 6;
const margin = { top: 12, right: 18, bottom: 4, left: 14 };

/** A mark whose intervals end at the edge of the plot; nothing where the mark itself lies outside. */
function inside(mark: Mark, x: Domain, y: Domain): readonly Mark[] {
  if (mark.x < x[0] || mark.x > x[1] || mark.y < y[0] || mark.y > y[1]) return [];
  const cut = ([down, up]: readonly [number, number], value: number, [low, high]: Domain) =>
    [Math.min(down, value - low), Math.min(up, high - value)] as const;
  // A name at the right edge would be cut off.
  const side = mark.x > x[0] + (x[1] - x[0]) * 0.7 ? 'left' : 'right';
  return [{ ...mark, side, xError: cut(mark.xError, mark.x, x), yError: cut(mark.yError, mark.y, y) }];
}

/** The drawing under the slider's overlay. It does not know which point is selected, so moving the slider never redraws it. */
export const FrontierChart = memo(function FrontierChart({
  series,
  objectives,
  intervals,
  x,
  y,
  knees,
  onSelect,
  onSelectBeside,
  onArea,
}: FrontierChartProps) {
  const { production } = series;
  const named = series.statics.length <= mostNames;
  const policyShape = useCallback(
    ({ cx, cy, payload }: ShapeProps) => {
      if (cx === undefined || cy === undefined || payload === undefined || payload.status === 'refused') return <g />;
      const { shape, color, size } = statusStyle[payload.status];
      return (
        <g cursor="pointer" data-point={payload.point}>
          {knees.has(payload.key) ? <ChartSymbol shape="knee" x={cx} y={cy} size={17} color="var(--text)" /> : undefined}
          <circle cx={cx} cy={cy} r={9} fill="transparent" />
          <ChartSymbol shape={shape} x={cx} y={cy} size={size} color={color} />
        </g>
      );
    },
    [knees],
  );
  const groups = useMemo(() => {
    const by = (status: Mark['status']) => series.policies.filter((mark) => mark.status === status);
    // Drawn in this order, so that what matters lies on top.
    return [
      { status: 'infeasible', marks: by('infeasible') },
      { status: 'dominated', marks: by('dominated') },
      { status: 'efficient', marks: by('efficient') },
      { status: 'supported', marks: by('supported') },
    ] as const;
  }, [series]);
  const statics = useMemo(() => series.statics.flatMap((mark) => inside(mark, x, y)), [series, x, y]);
  const others = useMemo(() => series.others.flatMap((mark) => inside(mark, x, y)), [series, x, y]);
  const references = useMemo(() => (production === undefined ? [] : inside(production, x, y)), [production, x, y]);
  const select = useCallback(
    (mark: { readonly payload?: Mark }) => mark.payload?.point !== undefined && onSelect(mark.payload.point),
    [onSelect],
  );
  const selectBeside = useCallback(
    (mark: { readonly payload?: Mark }) => mark.payload?.beside !== undefined && onSelectBeside(mark.payload.beside),
    [onSelectBeside],
  );

  return (
    <ScatterChart responsive style={{ width: '100%', height: '100%' }} margin={margin} accessibilityLayer={false}>
      <CartesianGrid {...gridStyle} />
      {production === undefined ? undefined : (
        <>
          <ReferenceArea
            x1={Math.max(production.x, x[0])}
            x2={x[1]}
            y1={Math.max(production.y, y[0])}
            y2={y[1]}
            fill="var(--good)"
            fillOpacity={0.07}
            ifOverflow="hidden"
          >
            <Label value="neither objective below production" position="insideTopRight" fill="var(--good)" fontSize={11} />
          </ReferenceArea>
          <ReferenceLine x={production.x} stroke="var(--text-faint)" strokeWidth={1} strokeDasharray="4 3" />
          <ReferenceLine y={production.y} stroke="var(--text-faint)" strokeWidth={1} strokeDasharray="4 3" />
        </>
      )}
      <XAxis
        type="number"
        dataKey="x"
        domain={[...x]}
        allowDataOverflow
        ticks={[...niceTicks(x, 8)]}
        tickFormatter={(value: number) => formatSignificant(value, 3)}
        height={46}
        {...axisStyle}
      >
        <Label value={`${formatName(objectives[0])}, mean per row (${intervals})`} position="insideBottom" offset={6} {...axisTitleStyle} />
      </XAxis>
      <YAxis
        type="number"
        dataKey="y"
        domain={[...y]}
        allowDataOverflow
        ticks={[...niceTicks(y, 7)]}
        tickFormatter={(value: number) => formatSignificant(value, 3)}
        width={62}
        {...axisStyle}
      >
        <Label
          value={`${formatName(objectives[1])}, mean per row`}
          position="insideLeft"
          angle={-90}
          offset={0}
          style={{ textAnchor: 'middle' }}
          {...axisTitleStyle}
        />
      </YAxis>
      {/* A mark, not a series: the chart library would count the hull's corners as points of the tooltip. */}
      <Scatter
        data={[...series.hull]}
        line={{ stroke: 'var(--text-dim)', strokeWidth: 1.25, strokeDasharray: '6 3' }}
        shape={noShape}
        isAnimationActive={false}
        tooltipType="none"
      />
      {series.curve.length < 2 ? undefined : (
        <Scatter
          data={series.curve.filter((spot) => spot.x >= x[0] && spot.x <= x[1] && spot.y >= y[0] && spot.y <= y[1])}
          line={{ stroke: 'var(--accent)', strokeWidth: 1.25, strokeOpacity: 0.55 }}
          shape={noShape}
          isAnimationActive={false}
          tooltipType="none"
        />
      )}
      {groups.map(({ status, marks }) =>
        marks.length === 0 ? undefined : (
          <Scatter key={status} data={marks} shape={policyShape} isAnimationActive={false} onClick={select}>
            <ErrorBar
              dataKey="xError"
              direction="x"
              width={0}
              strokeWidth={1}
              stroke={statusStyle[status].color}
              opacity={intervalStrength[status]}
              isAnimationActive={false}
            />
            <ErrorBar
              dataKey="yError"
              direction="y"
              width={0}
              strokeWidth={1}
              stroke={statusStyle[status].color}
              opacity={intervalStrength[status]}
              isAnimationActive={false}
            />
          </Scatter>
        ),
      )}
      <Scatter data={statics} isAnimationActive={false} shape={named ? namedArmShape : armShape}>
        <ErrorBar
          dataKey="xError"
          direction="x"
          width={5}
          strokeWidth={1}
          stroke="var(--text-dim)"
          opacity={named ? 0.7 : 0.3}
          isAnimationActive={false}
        />
        <ErrorBar
          dataKey="yError"
          direction="y"
          width={5}
          strokeWidth={1}
          stroke="var(--text-dim)"
          opacity={named ? 0.7 : 0.3}
          isAnimationActive={false}
        />
      </Scatter>
      {others.length === 0 ? undefined : (
        <Scatter
          data={others}
          isAnimationActive={false}
          shape={others.length === 1 ? namedOtherPolicyShape : otherPolicyShape}
          onClick={selectBeside}
        />
      )}
      {series.matched === undefined ? undefined : <Scatter data={[series.matched]} isAnimationActive={false} shape={matchedShape} />}
      {production === undefined ? undefined : (
        <Scatter data={references} isAnimationActive={false} shape={productionShape}>
          <ErrorBar dataKey="xError" direction="x" width={5} strokeWidth={1.25} stroke="var(--text)" isAnimationActive={false} />
          <ErrorBar dataKey="yError" direction="y" width={5} strokeWidth={1.25} stroke="var(--text)" isAnimationActive={false} />
        </Scatter>
      )}
      <Tooltip isAnimationActive={false} cursor={false} content={<FrontierTip objectives={objectives} />} />
      <PlotAreaProbe onChange={onArea} />
    </ScatterChart>
  );
});
