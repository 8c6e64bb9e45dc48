/** The shapes the console reads: four public datasets by their own column names, three generic ones by a mapping. */
export const importFormats = ['movielens', 'kuairand', 'openbandit', 'hillstrom', 'events', 'slates', 'exploration'] as const;
export type ImportFormat = (typeof importFormats)[number];

/** Where each field of a shape is read from: field name to column name. */
export interface ImportMapping {
  readonly format: ImportFormat;
  readonly columns: Readonly<Record<string, string>>;
}

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
  readonly help: string;
  readonly column?: string;
}

/** What an import would do, before it is done; the same shape as the contract's `ImportPreview`. */
export interface SourcePreview {
  readonly suggestedName: string;
  readonly format?: ImportFormat;
  readonly files: readonly PreviewFile[];
  readonly fields: readonly PreviewField[];
  readonly mapping?: ImportMapping;
  readonly mappingSource: 'detected' | 'saved' | 'given';
  readonly problems: readonly string[];
  readonly notes: readonly string[];
}
