/** What every axis shares: colours come from the tokens, so both themes and an export follow. */
export const axisStyle = {
  stroke: 'var(--line-strong)',
  tick: { fill: 'var(--text-dim)', fontSize: 11 },
  tickLine: { stroke: 'var(--line-strong)' },
  axisLine: { stroke: 'var(--line-strong)' },
  tickSize: 4,
} as const;

/** Text of an axis title. */
export const axisTitleStyle = { fill: 'var(--text)', fontSize: 12, fontWeight: 560 } as const;

export const gridStyle = { stroke: 'var(--line)', strokeWidth: 1 } as const;
