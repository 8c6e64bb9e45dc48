import { factoredParameters, type FactoredShape } from './factored-shape.ts';
import { initialParameters } from './initial-parameters.ts';
import { type NetworkNumbers, networkPart } from './network-forward.ts';

const carried: ReadonlySet<string> = new Set(['first', 'firstBias', 'second', 'secondBias']);

/** Starting values whose layers of the state are those of a net learned on the same inputs: what tells users apart need not be found twice. */
export function carryStateTower(from: Pick<NetworkNumbers, 'shape' | 'parameters'>, shape: FactoredShape, seed: number): Float32Array {
  const values = initialParameters(shape, seed);
  let at = 0;
  for (const { name, rows, columns } of factoredParameters(shape)) {
    if (carried.has(name)) values.set(networkPart(from, name), at);
    at += rows * columns;
  }
  return values;
}
