const tiny = 1e-13;

/**
 * Value of the matrix game max over weights w (w >= 0, sum 1) of min over rows d of w . d, by the simplex method on the column player's programme with
 * Bland's rule (it cannot cycle). `rows` are points of a few objectives; the tableau has one line per objective.
 */
export function gameValue(rows: readonly (readonly number[])[]): number {
  const lines = rows[0]?.length ?? 0;
  let least = Infinity;
  for (const row of rows) for (const value of row) least = Math.min(least, value);
  // With every entry at least 1 the value is positive, and 1 / (sum of y) below is well defined.
  const shift = 1 - least;
  const columns = rows.length + lines;
  const width = columns + 1;
  const tableau = new Float64Array((lines + 1) * width);
  for (let line = 0; line < lines; line += 1) {
    rows.forEach((row, column) => (tableau[line * width + column] = (row[line] ?? 0) + shift));
    tableau[line * width + rows.length + line] = 1;
    tableau[line * width + columns] = 1;
  }
  const objective = lines * width;
  for (let column = 0; column < rows.length; column += 1) tableau[objective + column] = -1;
  const basis = Array.from({ length: lines }, (_, line) => rows.length + line);
  for (let pivots = 0; pivots < 50 * (lines + 1) * (lines + 1) + columns; pivots += 1) {
    let entering = -1;
    for (let column = 0; column < columns && entering < 0; column += 1) if ((tableau[objective + column] ?? 0) < -tiny) entering = column;
    if (entering < 0) break;
    let leaving = -1;
    let smallest = Infinity;
    for (let line = 0; line < lines; line += 1) {
      const entry = tableau[line * width + entering] ?? 0;
      if (entry <= tiny) continue;
      const ratio = (tableau[line * width + columns] ?? 0) / entry;
      if (ratio < smallest || (ratio === smallest && (basis[line] ?? 0) < (basis[leaving] ?? 0))) {
        smallest = ratio;
        leaving = line;
      }
    }
    if (leaving < 0) break;
    pivot(tableau, width, lines, leaving, entering);
    basis[leaving] = entering;
  }
  return 1 / (tableau[objective + columns] ?? 1) - shift;
}

function pivot(tableau: Float64Array, width: number, lines: number, leaving: number, entering: number): void {
  const start = leaving * width;
  const divisor = tableau[start + entering] ?? 1;
  for (let column = 0; column < width; column += 1) tableau[start + column] = (tableau[start + column] ?? 0) / divisor;
  for (let line = 0; line <= lines; line += 1) {
    if (line === leaving) continue;
    const factor = tableau[line * width + entering] ?? 0;
    if (factor === 0) continue;
    for (let column = 0; column < width; column += 1) {
      tableau[line * width + column] = (tableau[line * width + column] ?? 0) - factor * (tableau[start + column] ?? 0);
    }
  }
}
