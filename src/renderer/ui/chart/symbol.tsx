import type { ReactNode } from 'react';

export type SymbolShape = 'disc' | 'ring' | 'dot' | 'square' | 'open-square' | 'knee';

/** A mark of a chart, drawn the same in the chart, its legend and a table. Shape carries the meaning; colour only repeats it. */
export function ChartSymbol({
  shape,
  x,
  y,
  size = 9,
  color,
}: {
  shape: SymbolShape;
  x: number;
  y: number;
  size?: number;
  color: string;
}): ReactNode {
  const half = size / 2;
  switch (shape) {
    case 'disc':
      return <circle cx={x} cy={y} r={half} fill={color} />;
    case 'ring':
      return <circle cx={x} cy={y} r={half - 0.75} fill="var(--surface)" stroke={color} strokeWidth={1.5} />;
    case 'dot':
      return <circle cx={x} cy={y} r={half * 0.55} fill={color} />;
    case 'square':
      return <rect x={x - half * 0.9} y={y - half * 0.9} width={size * 0.9} height={size * 0.9} fill={color} />;
    case 'open-square':
      return (
        <rect
          x={x - half * 0.9}
          y={y - half * 0.9}
          width={size * 0.9}
          height={size * 0.9}
          fill="var(--surface)"
          stroke={color}
          strokeWidth={1.5}
        />
      );
    case 'knee':
      return <circle cx={x} cy={y} r={half} fill="none" stroke={color} strokeWidth={1.25} strokeDasharray="2.5 2" />;
  }
}

/** The mark as a small picture of its own, for legends. */
export function SymbolKey({ shape, color }: { shape: SymbolShape; color: string }): ReactNode {
  return (
    <svg width={14} height={14} aria-hidden="true" focusable="false">
      <ChartSymbol shape={shape} x={7} y={7} size={10} color={color} />
    </svg>
  );
}
