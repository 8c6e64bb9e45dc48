import type { Rate } from '../../../core/world/card/world-card.ts';
import { ProductionMark } from '../../ui/production-mark.tsx';

interface RatePlotProps {
  readonly all: Rate;
  readonly production: Rate;
  readonly color: string;
}

const width = 120;
const height = 26;
const edge = 8;

/** Two means with their intervals on one scale, so that one sees whether production differs from what was explored. */
export function RatePlot({ all, production, color }: RatePlotProps) {
  const low = Math.min(all.low, production.low);
  const span = Math.max(all.high, production.high) - low;
  const x = (value: number) => (span > 0 ? edge + ((value - low) / span) * (width - 2 * edge) : width / 2);
  return (
    <svg width={width} height={height} viewBox={`0 0 ${width} ${height}`} aria-hidden>
      <Whisker from={x(all.low)} to={x(all.high)} y={8} color={color} />
      <circle cx={x(all.mean)} cy={8} r={3.2} fill={color} />
      <Whisker from={x(production.low)} to={x(production.high)} y={19} color="var(--text)" />
      <ProductionMark x={x(production.mean)} y={19} size={4} />
    </svg>
  );
}

function Whisker({ from, to, y, color }: { readonly from: number; readonly to: number; readonly y: number; readonly color: string }) {
  return <path d={`M${from} ${y - 3}v6M${from} ${y}H${to}M${to} ${y - 3}v6`} stroke={color} strokeWidth={1.3} fill="none" />;
}
