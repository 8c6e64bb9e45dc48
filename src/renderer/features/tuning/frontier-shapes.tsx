import { ChartSymbol } from '../../ui/chart/symbol.tsx';
import { ProductionMark } from '../../ui/production-mark.tsx';
import type { Mark } from './frontier-series.ts';

interface ShapeProps {
  /** Its middle, in pixels. */
  readonly x: number;
  readonly y: number;
  readonly mark: Mark;
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

interface NamedShapeProps extends ShapeProps {
  readonly named: boolean;
}

/** One arm for every request. */
export function ArmShape({ x, y, mark, named }: NamedShapeProps) {
  return (
    <>
      <ChartSymbol shape="square" x={x} y={y} size={9} color="var(--text-dim)" />
      {named ? <Name x={x} y={y} text={mark.label} side={mark.side} /> : undefined}
    </>
  );
}

/** The fixed mix with the policy's own shares. */
export function MatchedShape({ x, y }: Omit<ShapeProps, 'mark'>) {
  return <ChartSymbol shape="open-square" x={x} y={y} size={10} color="var(--text-dim)" />;
}

/** A policy beside the frontier; clicking it opens it in the card. */
export function OtherPolicyShape({ x, y, mark, named }: NamedShapeProps) {
  return (
    <>
      <circle cx={x} cy={y} r={9} fill="transparent" />
      <ChartSymbol shape="triangle" x={x} y={y} size={10} color="var(--head-3)" />
      {named ? <Name x={x} y={y} text={mark.short ?? ''} side={mark.side} /> : undefined}
    </>
  );
}

/** What runs now; its name stands at the right as long as nothing moves it. */
export function ProductionShape({ x, y, mark }: ShapeProps) {
  return (
    <>
      <ProductionMark x={x} y={y} size={7} />
      <Name x={x} y={y} text={mark.label === 'production' ? mark.label : `${mark.label} (production)`} />
    </>
  );
}
