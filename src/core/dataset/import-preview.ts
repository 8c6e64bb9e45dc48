/** The shapes the console reads: four public datasets by their own column names, three generic ones by a mapping. */
export const importFormats = ['movielens', 'kuairand', 'openbandit', 'hillstrom', 'events', 'slates', 'exploration'] as const;
export type ImportFormat = (typeof importFormats)[number];

/** Where each field of a shape is read from: field name to column name. */
export interface ImportMapping {
  readonly format: ImportFormat;
  readonly columns: Readonly<Record<string, string>>;
}

/** A file as the importer sees it before reading it whole. */
export interface PreviewFile {
  /** Relative to the folder that was given. */
  readonly path: string;
  readonly bytes: number;
  /** What the format takes it for: `ratings`, `tags`, `items`, `log`, `history`, ... or `ignored`. */
  readonly role: string;
  readonly columns: readonly string[];
  /** The first rows, as text, in file order. */
  readonly rows: readonly (readonly string[])[];
}

export interface PreviewField {
  readonly field: string;
  readonly required: boolean;
  /** What belongs here, in one line. */
  readonly help: string;
  /** The column it is read from, if one was found. */
  readonly column?: string;
}

/** What an import would do, before it is done. */
export interface SourcePreview {
  readonly suggestedName: string;
  /** Undefined when nothing fits; `problems` then says what was looked for. */
  readonly format?: ImportFormat;
  readonly files: readonly PreviewFile[];
  /** Fields of a generic shape (`events`, `slates`, `exploration`); empty for the named public formats, whose columns are fixed. */
  readonly fields: readonly PreviewField[];
  /** The mapping in force: found by column names, saved earlier for the same columns, or given. */
  readonly mapping?: ImportMapping;
  readonly mappingSource: 'detected' | 'saved' | 'given';
  readonly problems: readonly string[];
  /** Plain remarks: time unit, zone, what a file will be used for. */
  readonly notes: readonly string[];
}
