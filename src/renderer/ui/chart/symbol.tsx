import type { ReactNode } from 'react';

export type SymbolShape = 'disc' | 'ring' | 'dot' | 'square' | 'open-square' | 'triangle' | 'knee';

interface SymbolProps {
  readonly shape: SymbolShape;
  readonly x: number;
  readonly y: number;
  readonly size?: number;
  readonly color: string;
}

interface Place {
  readonly x: number;
  readonly y: number;
  readonly half: number;
  readonly color: string;
}

const drawings: Readonly<Record<SymbolShape, (place: Place) => ReactNode>> = {
  disc: ({ x, y, half, color }) => <circle cx={x} cy={y} r={half} fill={color} />,
  ring: ({ x, y, half, color }) => <circle cx={x} cy={y} r={half - 0.75} fill="var(--surface)" stroke={color} strokeWidth={1.5} />,
  dot: ({ x, y, half, color }) => <circle cx={x} cy={y} r={half * 0.55} fill={color} />,
  square: ({ x, y, half, color }) => <rect x={x - half * 0.9} y={y - half * 0.9} width={half * 1.8} height={half * 1.8} fill={color} />,
  'open-square': ({ x, y, half, color }) => (
    <rect
      x={x - half * 0.9}
      y={y - half * 0.9}
      width={half * 1.8}
      height={half * 1.8}
      fill="var(--surface)"
      stroke={color}
      strokeWidth={1.5}
    />
  ),
  triangle: ({ x, y, half, color }) => (
    <path d={`M ${x} ${y - half} L ${x + half} ${y + half * 0.85} L ${x - half} ${y + half * 0.85} Z`} fill={color} />
  ),
  knee: ({ x, y, half, color }) => <circle cx={x} cy={y} r={half} fill="none" stroke={color} strokeWidth={1.25} strokeDasharray="2.5 2" />,
};

/** A mark of a chart, drawn the same in the chart, its legend and a table. Shape carries the meaning; colour only repeats it. */
export function ChartSymbol({ shape, x, y, size = 9, color }: SymbolProps): ReactNode {
  return drawings[shape]({ x, y, half: size / 2, color });
}

/** The mark as a small picture of its own, for legends. */
export function SymbolKey({ shape, color }: { shape: SymbolShape; color: string }): ReactNode {
  return (
    <svg width={14} height={14} aria-hidden="true" focusable="false">
      <ChartSymbol shape={shape} x={7} y={7} size={10} color={color} />
    </svg>
  );
}
