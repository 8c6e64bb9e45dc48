import { z } from 'zod';
import { bundleLimits } from '../../../core/bundle/manifest.ts';

// No folders, no leading dot: a name can neither leave the bundle nor hide in it.
export const fileName = z
  .string()
  .max(120)
  .regex(/^[A-Za-z0-9_][A-Za-z0-9._-]*$/, 'a file name holds letters, digits, dots, dashes and underscores, and no folder');
export const label = z.string().min(1).max(200);
export const count = (most: number) => z.int().min(1).max(most);

/** What a bundle says of itself, its data and its training; the trunk and its graphs stand in the schema. */
export const commonFields = {
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
  files: z.record(
    fileName,
    z.object({
      sha256: z.string().regex(/^[0-9a-f]{64}$/, 'a SHA-256 is 64 lower-case hex digits'),
      bytes: z.int().min(0).max(bundleLimits.fileBytes),
    }),
  ),
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
};

const words = z.string().min(1).max(600);

/** A table of what was measured once. */
export const recordedFigures = z.object({
  title: label,
  date: label,
  data: z.object({ name: label, hash: label }),
  how: words,
  rows: z
    .array(
      z.object({
        what: words,
        value: z.number(),
        low: z.number().optional(),
        high: z.number().optional(),
        asked: words.optional(),
        holds: z.boolean().optional(),
      }),
    )
    .max(100),
});
