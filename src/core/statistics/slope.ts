/**
 * Slope of the least-squares line of `y` over `x`, and its standard error under errors of unequal variance (White 1980): the root of
 * sum (x - mean)^2 e^2 over the square of sum (x - mean)^2.
 */
export function slopeOf(x: Float64Array, y: Float64Array): { readonly slope: number; readonly error: number } {
  const meanOf = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [meanX, meanY] = [meanOf(x), meanOf(y)];
  let [spread, cross] = [0, 0];
  for (let place = 0; place < x.length; place += 1) {
    const distance = (x[place] ?? 0) - meanX;
    spread += distance * distance;
    cross += distance * ((y[place] ?? 0) - meanY);
  }
  const slope = cross / spread;
  let squares = 0;
  for (let place = 0; place < x.length; place += 1) {
    const distance = (x[place] ?? 0) - meanX;
    const error = (y[place] ?? 0) - meanY - slope * distance;
    squares += distance * distance * error * error;
  }
  return { slope, error: Math.sqrt(squares) / spread };
}
