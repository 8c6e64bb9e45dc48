import type { ImportFormat, ImportMapping } from '../../../core/dataset/import-preview.ts';

export interface ImportPreviewInput {
  /** Absolute path of a file or folder. */
  readonly path: string;
  readonly format?: ImportFormat;
  readonly mapping?: ImportMapping;
  /** Mappings saved earlier, tried on the generic shapes before the synonyms. */
  readonly savedMappings?: readonly ImportMapping[];
}

export interface ImportRunInput extends ImportPreviewInput {
  readonly onBadRow: 'stop' | 'skip';
}
