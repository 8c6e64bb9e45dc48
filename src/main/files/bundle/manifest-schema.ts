import { z } from 'zod';
import { type BundleManifest, bundleFormatVersion, bundleLimits } from '../../../core/bundle/manifest.ts';
import { BundleProblem } from './bundle-problem.ts';
import { commonFields, count, fileName, recordedFigures } from './manifest-fields.ts';

const graphs = z.object({ encode_history: fileName, generate: fileName, score_candidates: fileName });
/** Names of a condition table; `first` is the entry that means "no condition". */
const conditions = (most: number, first: string) =>
  z
    .array(z.string().max(200))
    .min(1)
    .max(most)
    .refine((names) => names[0] === first, `the first entry is ${JSON.stringify(first)}`)
    .refine((names) => new Set(names).size === names.length, 'two entries have the same name');

const schema = z.object({
  ...commonFields,
  formatVersion: z.literal(bundleFormatVersion),
  catalogue: z.object({ hash: z.string().min(1).max(200) }).optional(),
  width: count(bundleLimits.dimensions),
  layers: count(bundleLimits.layers),
  attentionHeads: count(bundleLimits.attentionHeads),
  recentWidth: count(bundleLimits.recentWidth),
  surfaces: conditions(bundleLimits.surfaces, ''),
  topics: conditions(bundleLimits.topics, ''),
  offsets: conditions(bundleLimits.offsets, 'next'),
  graphs,
  precision: z.object({ fp32: graphs.optional(), int8: graphs.optional() }).optional(),
  weights: z.object({ file: fileName, index: fileName }),
  probes: z.object({ file: fileName, tolerance: z.number().positive().max(1).optional() }).optional(),
  record: z.looseObject({ figures: z.array(recordedFigures).max(30).optional() }).optional(),
});

export const manifestName = 'manifest.json';

/** Reads and checks the text of `manifest.json`; throws `BundleProblem` with the first thing that is off. */
export function parseManifest(text: string): BundleManifest {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw problem('it is not JSON');
  }
  const version = (json as { formatVersion?: unknown } | null)?.formatVersion;
  if (typeof version === 'number' && version !== bundleFormatVersion) {
    if (version < bundleFormatVersion)
      throw problem(`it was made for format ${version} and this console reads ${bundleFormatVersion}; train it again`);
    throw problem(`it has format ${version}; this console reads format ${bundleFormatVersion}`);
  }
  const parsed = schema.safeParse(json);
  if (!parsed.success) {
    const first = parsed.error.issues[0];
    throw problem(`${first?.path.map(String).join('.') ?? ''}: ${first?.message ?? 'it does not fit'}`);
  }
  const manifest = parsed.data as BundleManifest;
  checkTogether(manifest);
  return manifest;
}

/** Files with a use: each may have one. */
function usedFiles({ graphs: named, vectors, itemIds, weights, probes, precision }: BundleManifest): readonly string[] {
  return [
    ...Object.values(named),
    vectors.file,
    itemIds,
    weights.file,
    weights.index,
    ...(probes === undefined ? [] : [probes.file]),
    ...Object.values(precision?.int8 ?? {}),
  ];
}

/** What one field alone cannot show. */
function checkTogether(manifest: BundleManifest): void {
  const { heads, files, vectors } = manifest;
  if (new Set(heads).size !== heads.length) throw problem('two heads have the same name');
  if (manifest.actions !== heads.length) throw problem(`actions is ${manifest.actions} and there are ${heads.length} heads`);
  if (vectors.columns !== manifest.dimensions)
    throw problem(`vectors.columns is ${vectors.columns} and dimensions is ${manifest.dimensions}`);
  const unknown = Object.keys(manifest.defaultWeights ?? {}).find((head) => !heads.includes(head));
  if (unknown !== undefined) throw problem(`defaultWeights names ${unknown}, which is not a head`);
  const names = Object.keys(files);
  if (names.length > bundleLimits.files) throw problem(`it lists ${names.length} files, more than ${bundleLimits.files}`);
  const total = Object.values(files).reduce((sum, { bytes }) => sum + bytes, 0);
  if (total > bundleLimits.totalBytes) throw problem(`its files have ${total} bytes, more than ${bundleLimits.totalBytes}`);
  const needed = usedFiles(manifest);
  for (const name of needed) {
    if (!Object.hasOwn(files, name)) throw problem(`${name} is used but not listed in files`);
  }
  if (new Set(needed).size !== needed.length || names.includes(manifestName)) throw problem('one file has two uses');
  checkTrunk(manifest);
  const expected = vectors.rows * vectors.columns * 4;
  if (files[vectors.file]?.bytes !== expected) {
    throw new BundleProblem(
      vectors.file,
      `${vectors.rows} x ${vectors.columns} float32 numbers have ${expected} bytes, the manifest says ${files[vectors.file]?.bytes ?? 0}`,
    );
  }
}

function checkTrunk({ width, attentionHeads, graphs: reference, precision }: BundleManifest): void {
  if (width % attentionHeads !== 0) throw problem(`width ${width} cannot be divided among ${attentionHeads} attention heads`);
  const named = precision?.fp32 ?? reference;
  const same = (['encode_history', 'generate', 'score_candidates'] as const).every((graph) => named[graph] === reference[graph]);
  if (!same) throw problem('precision.fp32 names other graphs than graphs');
}

function problem(reason: string): BundleProblem {
  return new BundleProblem(manifestName, reason);
}
