import { z } from 'zod';
import { type BundleManifest, bundleFormatVersion, bundleLimits } from '../../../core/bundle/manifest.ts';
import { BundleProblem } from './bundle-problem.ts';

// No folders, no leading dot: a name can neither leave the bundle nor hide in it.
const fileName = z
  .string()
  .max(120)
  .regex(/^[A-Za-z0-9_][A-Za-z0-9._-]*$/, 'a file name holds letters, digits, dots, dashes and underscores, and no folder');
const label = z.string().min(1).max(200);
const count = (most: number) => z.int().min(1).max(most);

const schema = z.object({
  formatVersion: z.literal(bundleFormatVersion),
  name: z
    .string()
    .max(80)
    .regex(
      /^[\p{L}\p{N}][\p{L}\p{N} ._-]*$/u,
      'a name starts with a letter or digit and holds letters, digits, spaces, dots, dashes and underscores',
    ),
  dataset: z.object({ name: label, hash: label }),
  heads: z.array(label).min(1).max(bundleLimits.actions),
  defaultWeights: z.record(label, z.number()).optional(),
  dimensions: count(bundleLimits.dimensions),
  historyLength: count(bundleLimits.historyLength),
  actions: count(bundleLimits.actions),
  stateDimensions: count(bundleLimits.dimensions),
  files: z.record(
    fileName,
    z.object({
      sha256: z.string().regex(/^[0-9a-f]{64}$/, 'a SHA-256 is 64 lower-case hex digits'),
      bytes: z.int().min(0).max(bundleLimits.fileBytes),
    }),
  ),
  graphs: z.object({ encode_history: fileName, score_candidates: fileName }),
  vectors: z.object({ file: fileName, rows: count(bundleLimits.rows), columns: count(bundleLimits.dimensions) }),
  itemIds: fileName,
  seenExcluded: z.boolean(),
  training: z.looseObject({
    date: label,
    seed: z.int(),
    seconds: z.number().min(0),
    split: z.looseObject({
      kind: z.enum(['leave-last-out', 'temporal', 'none']),
      cutMs: z.number().optional(),
      validation: z.string().max(1000).optional(),
    }),
    metrics: z.record(z.string(), z.unknown()),
    command: z.string().max(4000),
  }),
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

/** What one field alone cannot show. */
function checkTogether(manifest: BundleManifest): void {
  const { heads, files, graphs, vectors, itemIds } = manifest;
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
  const needed = [graphs.encode_history, graphs.score_candidates, vectors.file, itemIds];
  for (const name of needed) {
    if (!Object.hasOwn(files, name)) throw problem(`${name} is used but not listed in files`);
  }
  if (new Set(needed).size !== needed.length || names.includes(manifestName)) throw problem('one file has two uses');
  const expected = vectors.rows * vectors.columns * 4;
  if (files[vectors.file]?.bytes !== expected) {
    throw new BundleProblem(
      vectors.file,
      `${vectors.rows} x ${vectors.columns} float32 numbers have ${expected} bytes, the manifest says ${files[vectors.file]?.bytes ?? 0}`,
    );
  }
}

function problem(reason: string): BundleProblem {
  return new BundleProblem(manifestName, reason);
}
