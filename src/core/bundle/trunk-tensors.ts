import { actionWidth, gapCentres, type TrunkShape } from './trunk-shape.ts';

/** Every tensor of the trunk and of `generate` as the console builds them: name to shape, matrices as [out, in]. */
export function trunkTensors(shape: TrunkShape): ReadonlyMap<string, readonly number[]> {
  const { dimensions: d, width: w, layers, attentionHeads, actions, surfaces, topics, offsets } = shape;
  const tensors: [string, readonly number[]][] = [...linear('input', w, d + actionWidth)];
  tensors.push(
    ['action.weight', [actionWidth, actions + 1]],
    ['gap.weight', [w, gapCentres.length + 1]],
    ['surface.weight', [surfaces, w]],
  );
  for (let layer = 0; layer < layers; layer++) {
    const block = `blocks.${layer}`;
    tensors.push(...norm(`${block}.norm1`, w), ...linear(`${block}.qkv`, 3 * w, w), [`${block}.event_rate`, [attentionHeads]]);
    tensors.push(...linear(`${block}.out`, w, w), ...norm(`${block}.norm2`, w));
    tensors.push(...linear(`${block}.up`, 2 * w, w), ...linear(`${block}.down`, w, 2 * w));
  }
  tensors.push(...norm('norm', w), ...linear('head.up', w, w), ...linear('head.down', actions, w), ['user.weight', [d, w]]);
  tensors.push(['generate.outcomes', [actions, w]], ['generate.unconditioned', [w]], ['generate.topics', [topics, w]]);
  tensors.push(['generate.offsets', [offsets, w]], ...linear('generate.up', w, 2 * w), ...linear('generate.down', d, w));
  return new Map(tensors);
}

function linear(name: string, outputs: number, inputs: number): readonly [string, readonly number[]][] {
  return [
    [`${name}.weight`, [outputs, inputs]],
    [`${name}.bias`, [outputs]],
  ];
}

function norm(name: string, width: number): readonly [string, readonly number[]][] {
  return [
    [`${name}.weight`, [width]],
    [`${name}.bias`, [width]],
  ];
}
