/** Tensors of a graph that hold the keys of every layer and then the values of every layer: `keys.0`, ..., `values.0`, ... */
export function layerNames(layers: number, prefix: '' | 'past_' = ''): readonly string[] {
  return ['keys', 'values'].flatMap((what) => Array.from({ length: layers }, (_, layer) => `${prefix}${what}.${layer}`));
}
