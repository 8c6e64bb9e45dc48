/** One choice for the whole population: what it earns, and the quantities that must stay where production has them. */
export interface PolicyColumn {
  /** What is maximised. */
  readonly gain: number;
  /** Relative distance of each held quantity from production. */
  readonly drift: readonly number[];
}

export interface ConstrainedMix {
  /** Share of each column; at most one more than the held quantities are above 0. */
  readonly shares: Float64Array;
  /** Price of one unit of drift of each held quantity. */
  readonly prices: Float64Array;
  /** Gain of the mix. */
  readonly gain: number;
}

/**
 * The best mix of columns that keeps every |drift| within `tolerance`: a linear programme, solved by the primal simplex method with Bland's rule.
 * Column 0 must be production itself (no drift), so that a feasible start is at hand.
 */
export function bestMix(columns: readonly PolicyColumn[], tolerance: number): ConstrainedMix {
  const held = columns[0]?.drift.length ?? 0;
  const rows = 1 + 2 * held;
  const width = columns.length + 2 * held + 1;
  const last = width - 1;
  // Row 0: shares sum to 1. Then, per held quantity, +drift <= tolerance and -drift <= tolerance with their slacks.
  const table = Array.from({ length: rows + 1 }, () => new Float64Array(width));
  const at = (row: number) => table[row] ?? new Float64Array(0);
  columns.forEach(({ gain, drift }, column) => {
    at(0)[column] = 1;
    drift.forEach((value, quantity) => {
      at(1 + 2 * quantity)[column] = value;
      at(2 + 2 * quantity)[column] = -value;
    });
    at(rows)[column] = -(gain - (columns[0]?.gain ?? 0));
  });
  at(0)[last] = 1;
  const basis = new Int32Array(rows);
  for (let row = 1; row < rows; row += 1) {
    at(row)[columns.length + row - 1] = 1;
    at(row)[last] = tolerance;
    basis[row] = columns.length + row - 1;
  }
  for (let step = 0; step < 5_000; step += 1) {
    const cost = at(rows);
    let enter = 0;
    while (enter < last && !((cost[enter] ?? 0) < -1e-11)) enter += 1;
    if (enter === last) break;
    let leave = -1;
    let least = Infinity;
    for (let row = 0; row < rows; row += 1) {
      const pivot = at(row)[enter] ?? 0;
      if (!(pivot > 1e-10)) continue;
      const ratio = (at(row)[last] ?? 0) / pivot;
      if (ratio < least - 1e-13 || (ratio <= least + 1e-13 && (basis[row] ?? 0) < (basis[leave] ?? 0))) {
        least = ratio;
        leave = row;
      }
    }
    if (leave < 0) break;
    pivotOn(table, leave, enter);
    basis[leave] = enter;
  }
  const shares = new Float64Array(columns.length);
  basis.forEach((column, row) => {
    if (column < columns.length) shares[column] = at(row)[last] ?? 0;
  });
  const prices = new Float64Array(held);
  for (let quantity = 0; quantity < held; quantity += 1) {
    const above = at(rows)[columns.length + 2 * quantity] ?? 0;
    const below = at(rows)[columns.length + 2 * quantity + 1] ?? 0;
    prices[quantity] = above - below;
  }
  return { shares, prices, gain: (at(rows)[last] ?? 0) + (columns[0]?.gain ?? 0) };
}

function pivotOn(table: readonly Float64Array[], leave: number, enter: number): void {
  const source = table[leave] ?? new Float64Array(0);
  const pivot = source[enter] ?? 1;
  for (let column = 0; column < source.length; column += 1) source[column] = (source[column] ?? 0) / pivot;
  table.forEach((row, index) => {
    const factor = row[enter] ?? 0;
    if (index === leave || factor === 0) return;
    for (let column = 0; column < row.length; column += 1) row[column] = (row[column] ?? 0) - factor * (source[column] ?? 0);
  });
}
