import type { ImportPart } from '../../../core/dataset/import-part.ts';
import type { ImportFormat, ImportMapping, SourcePreview } from '../../../core/dataset/import-preview.ts';
import { call, stream, type CallContext } from '../../../rpc/procedure.ts';
import { importParts } from '../import/import-parts.ts';
import { previewSource } from '../import/preview-source.ts';

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

/** Looks at the first rows of every file and says what an import would do. */
export const importPreview = call<ImportPreviewInput, SourcePreview>();
/** Reads, checks, maps and sorts; the parts come in the order `ImportPart` tells, their arrays transferred. */
export const importRun = stream<ImportRunInput, ImportPart>();

export function runImportPreview(input: ImportPreviewInput, context: CallContext): Promise<SourcePreview> {
  return previewSource(input, context.signal);
}

export function runImport(input: ImportRunInput, context: CallContext): AsyncIterable<ImportPart> {
  return importParts(input, context.signal);
}
