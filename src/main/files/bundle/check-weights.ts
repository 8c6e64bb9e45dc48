import { z } from 'zod';
import { type BundleManifest, bundleLimits } from '../../../core/bundle/manifest.ts';
import type { TrunkShape } from '../../../core/bundle/trunk-shape.ts';
import { trunkTensors } from '../../../core/bundle/trunk-tensors.ts';
import { tensorBytes, type WeightsIndex } from '../../../core/bundle/weights-index.ts';
import { BundleProblem } from './bundle-problem.ts';

const alignment = 64;

const schema = z.object({
  tensors: z.record(
    z.string().regex(/^[A-Za-z0-9_][A-Za-z0-9_.]{0,119}$/, 'a tensor name holds letters, digits, dots and underscores'),
    z.object({
      shape: z.array(z.int().min(1).max(bundleLimits.tensorElements)).max(8),
      offset: z.int().min(0).max(bundleLimits.fileBytes),
    }),
  ),
});

/** Sizes of a bundle's trunk as its manifest declares them. */
export function trunkShape(manifest: BundleManifest): TrunkShape {
  const { dimensions, width, layers, attentionHeads, actions, surfaces, topics, offsets, recentWidth } = manifest;
  return {
    dimensions,
    width,
    layers,
    attentionHeads,
    actions,
    surfaces: surfaces.length,
    topics: topics.length,
    offsets: offsets.length,
    recent: recentWidth,
  };
}

/** Checks `weights.json`: every tensor inside the weight file, and the whole trunk there in the declared sizes. */
export function checkWeights(manifest: BundleManifest, text: string): void {
  const { file, index } = manifest.weights;
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw new BundleProblem(index, 'it is not JSON');
  }
  const parsed = schema.safeParse(json);
  if (!parsed.success) {
    const first = parsed.error.issues[0];
    throw new BundleProblem(index, `${first?.path.map(String).join('.') ?? ''}: ${first?.message ?? 'it does not fit'}`);
  }
  const { tensors }: WeightsIndex = parsed.data;
  const names = Object.keys(tensors);
  if (names.length > bundleLimits.tensors)
    throw new BundleProblem(index, `it lists ${names.length} tensors, more than ${bundleLimits.tensors}`);
  const bytes = manifest.files[file]?.bytes ?? 0;
  for (const [name, tensor] of Object.entries(tensors)) {
    if (tensor.offset % alignment !== 0)
      throw new BundleProblem(index, `${name} begins at ${tensor.offset}, which is not a multiple of ${alignment}`);
    if (tensor.offset + tensorBytes(tensor) > bytes) throw new BundleProblem(index, `${name} ends beyond the end of ${file}`);
  }
  for (const [name, shape] of trunkTensors(trunkShape(manifest))) {
    const has = Object.hasOwn(tensors, name) ? tensors[name] : undefined;
    if (has === undefined) throw new BundleProblem(index, `it has no ${name}`);
    if (has.shape.join() !== shape.join())
      throw new BundleProblem(index, `${name} has the shape [${has.shape.join(', ')}]; the manifest wants [${shape.join(', ')}]`);
  }
}
