import { ChartSymbol } from '../../ui/chart/symbol.tsx';
import { ProductionMark } from '../../ui/production-mark.tsx';
import type { Mark } from './frontier-series.ts';

/** What the chart library hands to a shape; a point outside the plot has no place. */
export interface ShapeProps {
  readonly cx?: number | undefined;
  readonly cy?: number | undefined;
  readonly payload?: Mark;
}

interface NameProps {
  readonly x: number;
  readonly y: number;
  readonly text: string;
  readonly side?: Mark['side'];
}

function Name({ x, y, text, side = 'right' }: NameProps) {
  const isRight = side === 'right';
  return (
    <text
      x={isRight ? x + 9 : x - 9}
      y={y + 15}
      textAnchor={isRight ? 'start' : 'end'}
      fill="var(--text-dim)"
      fontSize={11}
      stroke="var(--surface)"
      strokeWidth={3}
      paintOrder="stroke"
    >
      {text}
    </text>
  );
}

/** For series that are lines only. */
export function noShape() {
  return <g />;
}

export function armShape({ cx = 0, cy = 0 }: ShapeProps) {
  return <ChartSymbol shape="square" x={cx} y={cy} size={9} color="var(--text-dim)" />;
}

export function namedArmShape({ cx = 0, cy = 0, payload }: ShapeProps) {
  return (
    <g>
      {armShape({ cx, cy })}
      <Name x={cx} y={cy} text={payload?.label ?? ''} {...(payload?.side === undefined ? {} : { side: payload.side })} />
    </g>
  );
}

export function matchedShape({ cx = 0, cy = 0 }: ShapeProps) {
  return <ChartSymbol shape="open-square" x={cx} y={cy} size={10} color="var(--text-dim)" />;
}

/** A policy beside the frontier; clicking it opens it in the card. */
export function otherPolicyShape({ cx = 0, cy = 0, payload }: ShapeProps) {
  return (
    <g cursor="pointer" data-beside={payload?.beside}>
      <circle cx={cx} cy={cy} r={9} fill="transparent" />
      <ChartSymbol shape="triangle" x={cx} y={cy} size={10} color="var(--head-3)" />
    </g>
  );
}

export function namedOtherPolicyShape(props: ShapeProps) {
  const { cx = 0, cy = 0, payload } = props;
  return (
    <g>
      {otherPolicyShape(props)}
      <Name x={cx} y={cy} text={payload?.short ?? ''} {...(payload?.side === undefined ? {} : { side: payload.side })} />
    </g>
  );
}

export function productionShape({ cx = 0, cy = 0, payload }: ShapeProps) {
  const label = payload?.label ?? '';
  return (
    <g>
      <ProductionMark x={cx} y={cy} size={7} />
      <Name x={cx} y={cy} text={label === 'production' ? label : `${label} (production)`} />
    </g>
  );
}
