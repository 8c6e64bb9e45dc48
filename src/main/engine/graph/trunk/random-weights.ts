import { RandomStream } from '../../../../core/random/random-stream.ts';
import { queryTensors, trunkTensors } from '../../../../core/bundle/trunk-tensors.ts';
import type { TrunkShape } from '../../../../core/bundle/trunk-shape.ts';
import type { NamedWeight } from '../graph-builder.ts';

/** Seeded weights of every tensor, large enough that logits differ between candidates: for measurements and tests that need no training. */
export function randomWeights(shape: TrunkShape, seed: number): Map<string, NamedWeight & { readonly data: Float32Array }> {
  const weights = new Map<string, NamedWeight & { readonly data: Float32Array }>();
  for (const [name, axes] of [...trunkTensors(shape), ...queryTensors(shape)]) {
    const stream = new RandomStream(seed, name);
    const length = axes.reduce((product, size) => product * size, 1);
    weights.set(name, { shape: axes, data: Float32Array.from({ length }, (_, index) => value(name, axes, stream.normal(index), index)) });
  }
  return weights;
}

function value(name: string, axes: readonly number[], normal: number, index: number): number {
  if (name.endsWith('event_rate')) return -4 + 1.5 * index;
  if (/norm\d?\.weight$/.test(name)) return 1 + 0.1 * normal;
  if (name.endsWith('.bias')) return 0.1 * normal;
  if (name === 'surface.weight' || axes.length === 1) return 0.3 * normal;
  return normal / Math.sqrt(axes[1] ?? 1);
}
