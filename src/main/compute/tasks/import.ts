import type { ImportPart } from '../../../core/dataset/import-part.ts';
import type { SourcePreview } from '../../../core/dataset/import-preview.ts';
import { call, stream, type CallContext } from '../../../rpc/procedure.ts';
import type { ImportPreviewInput, ImportRunInput } from '../import/import-input.ts';
import { importParts } from '../import/import-parts.ts';
import { previewSource } from '../import/preview-source.ts';

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
