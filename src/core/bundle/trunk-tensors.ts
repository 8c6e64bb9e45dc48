import { actionWidth, gapCentres, type TrunkShape } from './trunk-shape.ts';

/** Every tensor of the trunk and its head: name to shape, matrices as [out, in]. Every bundle has them. */
export function trunkTensors(shape: TrunkShape): ReadonlyMap<string, readonly number[]> {
  const { dimensions: d, width: w, layers, attentionHeads, actions, surfaces } = shape;
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
  tensors.push(...norm('norm', w), ...linear('head.up', w, w), ...linear('head.down', actions, w));
  return new Map(tensors);
}

/** What the console's own `generate` and user embedding need beside the trunk; a trainer may make these two otherwise. */
export function queryTensors({ dimensions: d, width: w, actions, topics, offsets }: TrunkShape): ReadonlyMap<string, readonly number[]> {
  return new Map<string, readonly number[]>([
    ['user.weight', [d, w]],
    ['generate.outcomes', [actions, w]],
    ['generate.unconditioned', [w]],
    ['generate.topics', [topics, w]],
    ['generate.offsets', [offsets, w]],
    ...linear('generate.up', w, 2 * w),
    ...linear('generate.down', d, w),
  ]);
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
