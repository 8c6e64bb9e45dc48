import { RandomStream } from '../random/random-stream.ts';
import { factoredParameters, type FactoredShape } from './factored-shape.ts';

/** Starting values: normal with variance 1 / inputs for weights, 0 for biases and for what is each action's own. */
export function initialParameters(shape: FactoredShape, seed: number): Float32Array {
  const draws = new RandomStream(seed, 'learn initial parameters');
  const parts = factoredParameters(shape);
  const values = new Float32Array(parts.reduce((sum, { rows, columns }) => sum + rows * columns, 0));
  let at = 0;
  for (const { name, rows, columns } of parts) {
    const spread = name.endsWith('Bias') ? 0 : name === 'own' ? (shape.actionInputs === 0 ? 0.3 : 0.03) : 1 / Math.sqrt(rows);
    for (let place = 0; place < rows * columns; place += 1, at += 1) values[at] = spread === 0 ? 0 : spread * draws.normal(at);
  }
  return values;
}
