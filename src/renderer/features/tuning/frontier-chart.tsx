import { memo, useCallback, useMemo } from 'react';
import { CartesianGrid, ErrorBar, Label, ReferenceArea, ReferenceLine, Scatter, ScatterChart, Tooltip, XAxis, YAxis } from 'recharts';
import { axisStyle, axisTitleStyle, gridStyle } from '../../ui/chart/axis-style.ts';
import { type PlotArea, PlotAreaProbe } from '../../ui/chart/plot-area.tsx';
import { type Domain, niceTicks } from '../../ui/chart/scale.ts';
import { ChartSymbol } from '../../ui/chart/symbol.tsx';
import { formatName, formatSignificant } from '../../ui/format.ts';
import { ProductionMark } from '../../ui/production-mark.tsx';
import type { FrontierSeries, Mark } from './frontier-series.ts';
import { FrontierTip } from './frontier-tip.tsx';
import { statusStyle } from './status-style.ts';

interface FrontierChartProps {
  readonly series: FrontierSeries;
  readonly objectives: readonly [string, string];
  readonly x: Domain;
  readonly y: Domain;
  /** Keys of the marks that a knee rule names. */
  readonly knees: ReadonlySet<string>;
  readonly onSelect: (point: number) => void;
  readonly onArea: (area: PlotArea) => void;
}

interface ShapeProps {
  readonly cx?: number | undefined;
  readonly cy?: number | undefined;
  readonly payload?: Mark;
}

/** Arms that are named in the drawing; more would cover each other, the tooltip and the table name them all. */
const mostNames = 8;
const margin = { top: 12, right: 18, bottom: 22, left: 14 };

function Name({ x, y, text }: { readonly x: number; readonly y: number; readonly text: string }) {
  return (
    <text x={x + 9} y={y + 4} fill="var(--text-dim)" fontSize={11} stroke="var(--surface)" strokeWidth={3} paintOrder="stroke">
      {text}
    </text>
  );
}

/** The drawing under the slider's overlay. It does not know which point is selected, so moving the slider never redraws it. */
export const FrontierChart = memo(function FrontierChart({ series, objectives, x, y, knees, onSelect, onArea }: FrontierChartProps) {
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
      { status: 'dominated', marks: by('dominated') },
      { status: 'efficient', marks: by('efficient') },
      { status: 'supported', marks: by('supported') },
    ] as const;
  }, [series]);
  const select = useCallback(
    (mark: { readonly payload?: Mark }) => mark.payload?.point !== undefined && onSelect(mark.payload.point),
    [onSelect],
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
        ticks={[...niceTicks(x, 8)]}
        tickFormatter={(value: number) => formatSignificant(value, 3)}
        height={40}
        {...axisStyle}
      >
        <Label value={`${formatName(objectives[0])}, mean per row`} position="insideBottom" offset={-4} {...axisTitleStyle} />
      </XAxis>
      <YAxis
        type="number"
        dataKey="y"
        domain={[...y]}
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
        shape={() => <g />}
        isAnimationActive={false}
        tooltipType="none"
      />
      {groups.map(({ status, marks }) =>
        marks.length === 0 ? undefined : (
          <Scatter key={status} data={marks} shape={policyShape} isAnimationActive={false} onClick={select}>
            <ErrorBar
              dataKey="xError"
              direction="x"
              width={0}
              strokeWidth={1}
              stroke={statusStyle[status].color}
              opacity={0.4}
              isAnimationActive={false}
            />
            <ErrorBar
              dataKey="yError"
              direction="y"
              width={0}
              strokeWidth={1}
              stroke={statusStyle[status].color}
              opacity={0.4}
              isAnimationActive={false}
            />
          </Scatter>
        ),
      )}
      <Scatter
        data={[...series.statics]}
        isAnimationActive={false}
        shape={({ cx = 0, cy = 0, payload }: ShapeProps) => (
          <g>
            <ChartSymbol shape="square" x={cx} y={cy} size={9} color="var(--text-dim)" />
            {named && payload !== undefined ? <Name x={cx} y={cy} text={payload.label} /> : undefined}
          </g>
        )}
      >
        <ErrorBar
          dataKey="xError"
          direction="x"
          width={5}
          strokeWidth={1}
          stroke="var(--text-dim)"
          opacity={0.7}
          isAnimationActive={false}
        />
        <ErrorBar
          dataKey="yError"
          direction="y"
          width={5}
          strokeWidth={1}
          stroke="var(--text-dim)"
          opacity={0.7}
          isAnimationActive={false}
        />
      </Scatter>
      {series.matched === undefined ? undefined : (
        <Scatter
          data={[series.matched]}
          isAnimationActive={false}
          shape={({ cx = 0, cy = 0 }: ShapeProps) => <ChartSymbol shape="open-square" x={cx} y={cy} size={10} color="var(--text-dim)" />}
        />
      )}
      {production === undefined ? undefined : (
        <Scatter
          data={[production]}
          isAnimationActive={false}
          shape={({ cx = 0, cy = 0, payload }: ShapeProps) => (
            <g>
              <ProductionMark x={cx} y={cy} size={7} />
              <Name x={cx} y={cy} text={`${payload?.label ?? ''} (production)`} />
            </g>
          )}
        >
          <ErrorBar dataKey="xError" direction="x" width={5} strokeWidth={1.25} stroke="var(--text)" isAnimationActive={false} />
          <ErrorBar dataKey="yError" direction="y" width={5} strokeWidth={1.25} stroke="var(--text)" isAnimationActive={false} />
        </Scatter>
      )}
      <Tooltip isAnimationActive={false} cursor={false} content={<FrontierTip objectives={objectives} />} />
      <PlotAreaProbe onChange={onArea} />
    </ScatterChart>
  );
});
