import { z } from 'zod';
import { datasetFormats, type DatasetFormat } from './datasets.ts';
import { call, datasetName, nothing, returns } from './procedure.ts';

/** Where each field of a shape is read from: field name to column name. Columns left out are context or ignored, as the shape says. */
export const columnMapping = z.strictObject({
  format: z.enum(datasetFormats),
  columns: z.record(z.string(), z.string()),
});
export type ColumnMapping = z.infer<typeof columnMapping>;

/** A file as the importer sees it before reading it whole. */
export interface FilePreview {
  /** Relative to the folder that was given. */
  readonly path: string;
  readonly bytes: number;
  /** What the detected format takes it for: `ratings`, `tags`, `items`, `log`, `history`, ... or `ignored`. */
  readonly role: string;
  readonly columns: readonly string[];
  /** The first rows, as text, in file order. */
  readonly rows: readonly (readonly string[])[];
}

export interface MappedField {
  readonly field: string;
  readonly required: boolean;
  /** What belongs here, in one line. */
  readonly help: string;
  /** The column it is read from, if one was found. */
  readonly column?: string;
}

export interface ImportPreview {
  readonly suggestedName: string;
  /** Undefined when nothing fits; `problems` then says what was looked for. */
  readonly format?: DatasetFormat;
  readonly files: readonly FilePreview[];
  /** Fields of a generic shape (`events`, `slates`, `exploration`); empty for the named public formats, whose columns are fixed. */
  readonly fields: readonly MappedField[];
  /** The mapping in force: found by column names, saved earlier for the same columns, or given. */
  readonly mapping?: ColumnMapping;
  readonly mappingSource: 'detected' | 'saved' | 'given';
  readonly problems: readonly string[];
  /** Plain remarks: time unit, zone, what a file will be used for. */
  readonly notes: readonly string[];
}

export interface RejectedRow {
  readonly file: string;
  /** 1-based line of the file, the header being line 1. */
  readonly line: number;
  readonly code: string;
  readonly message: string;
}

/** The keys are those of the command line (docs: the command line). */
export interface ImportResult {
  readonly dataset: string;
  readonly format: DatasetFormat;
  /** Log rows only; read = imported + duplicate + rejected. `identical` counts equal records that were kept. */
  readonly rows: {
    readonly read: number;
    readonly imported: number;
    readonly duplicate: number;
    readonly rejected: number;
    readonly identical: number;
  };
  readonly files: readonly { readonly path: string; readonly rows: number }[];
  readonly logs: readonly { readonly name: string; readonly kind: string; readonly rows: number }[];
  readonly users: number;
  readonly items: number;
  readonly sessions: number;
  readonly events: number;
  /** Events of untimed history that stand before the log's own (KuaiRand). */
  readonly untimedEvents: number;
  readonly requests: number;
  readonly hash: string;
  readonly rejects: readonly RejectedRow[];
  readonly notes: readonly string[];
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
