/**
 * Solves (matrix + ridge I) x = right for a symmetric, positive semidefinite matrix of `size` (row-major), by Cholesky factorisation. A direction that
 * carries nothing (pivot at rounding level) gets 0.
 */
export function solveRidge(matrix: Float64Array, right: Float64Array, ridge: number, size: number): Float64Array {
  const factor = matrix.slice();
  let largest = 0;
  for (let place = 0; place < size; place += 1) {
    factor[place * size + place] = (factor[place * size + place] ?? 0) + ridge;
    largest = Math.max(largest, factor[place * size + place] ?? 0);
  }
  const floor = largest * 1e-12;
  for (let column = 0; column < size; column += 1) {
    let pivot = factor[column * size + column] ?? 0;
    for (let inner = 0; inner < column; inner += 1) pivot -= (factor[column * size + inner] ?? 0) ** 2;
    const root = pivot > floor ? Math.sqrt(pivot) : 0;
    factor[column * size + column] = root;
    for (let row = column + 1; row < size; row += 1) {
      let value = factor[row * size + column] ?? 0;
      for (let inner = 0; inner < column; inner += 1) value -= (factor[row * size + inner] ?? 0) * (factor[column * size + inner] ?? 0);
      factor[row * size + column] = root === 0 ? 0 : value / root;
    }
  }
  const solution = right.slice();
  for (let row = 0; row < size; row += 1) {
    let value = solution[row] ?? 0;
    for (let inner = 0; inner < row; inner += 1) value -= (factor[row * size + inner] ?? 0) * (solution[inner] ?? 0);
    const root = factor[row * size + row] ?? 0;
    solution[row] = root === 0 ? 0 : value / root;
  }
  for (let row = size - 1; row >= 0; row -= 1) {
    let value = solution[row] ?? 0;
    for (let inner = row + 1; inner < size; inner += 1) value -= (factor[inner * size + row] ?? 0) * (solution[inner] ?? 0);
    const root = factor[row * size + row] ?? 0;
    solution[row] = root === 0 ? 0 : value / root;
  }
  return solution;
}
