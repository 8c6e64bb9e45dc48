import { z } from 'zod';
import type { ImportCounts, ImportReject } from '../core/dataset/import-part.ts';
import type { SourcePreview } from '../core/dataset/import-preview.ts';
import { datasetFormats, type DatasetFormat } from './datasets.ts';
import { call, datasetName, nothing, returns } from './procedure.ts';

/** Where each field of a shape is read from: field name to column name. Columns left out are context or ignored, as the shape says. */
export const columnMapping = z.strictObject({
  format: z.enum(datasetFormats),
  columns: z.record(z.string(), z.string()),
});
export type ColumnMapping = z.infer<typeof columnMapping>;

/** What an import would do, before it is done. */
export type ImportPreview = SourcePreview;

/** The keys are those of the command line (docs: the command line). */
export interface ImportResult extends Omit<ImportCounts, 'actionEvents' | 'firstAtMs' | 'lastAtMs'> {
  readonly dataset: string;
  readonly format: DatasetFormat;
  readonly logs: readonly { readonly name: string; readonly kind: string; readonly rows: number }[];
  readonly rejects: readonly ImportReject[];
  readonly seconds: number;
}

const grant = z.string().min(1).max(100);

export const importsContract = {
  /** Opens a place for files dropped on the page; the page then writes each file in chunks and never learns a path. */
  'imports.upload': call(
    z.strictObject({
      files: z
        .array(z.strictObject({ path: z.string().min(1).max(500), bytes: z.int().min(0) }))
        .min(1)
        .max(200),
    }),
    returns<{ readonly grant: string }>(),
  ),
  'imports.write': call(
    z.strictObject({ grant, file: z.int().min(0), bytes: z.instanceof(Uint8Array) }),
    returns<{ readonly received: number }>(),
  ),
  /** A path on the host inside a declared import root; answers a grant for it. */
  'imports.grantPath': call(z.strictObject({ path: z.string().min(1).max(4096) }), returns<{ readonly grant: string }>()),
  /** Gives the place back and deletes what was uploaded. */
  'imports.discard': call(z.strictObject({ grant }), returns<{ readonly discarded: boolean }>()),
  'imports.preview': call(
    z.strictObject({ grant, format: z.enum(datasetFormats).optional(), mapping: columnMapping.optional() }),
    returns<ImportPreview>(),
  ),
  /** Starts the import as a job whose result is an `ImportResult`. */
  'imports.start': call(
    z.strictObject({
      grant,
      as: datasetName.optional(),
      format: z.enum(datasetFormats).optional(),
      mapping: columnMapping.optional(),
      onBadRow: z.enum(['stop', 'skip']).default('stop'),
    }),
    returns<{ readonly job: number }>(),
  ),
  'imports.mappings': call(
    nothing,
    returns<{ readonly mappings: readonly { readonly name: string; readonly mapping: ColumnMapping }[] }>(),
  ),
  'imports.saveMapping': call(z.strictObject({ name: datasetName, mapping: columnMapping }), returns<{ readonly saved: string }>()),
  'imports.removeMapping': call(z.strictObject({ name: datasetName }), returns<{ readonly removed: string }>()),
};
