import type { UploadFile } from '../../connection/upload.ts';

type Named = Pick<UploadFile, 'path'>;

/** A model bundle is a folder with a manifest and at least one ONNX graph. */
export function isBundle(files: readonly Named[]): boolean {
  const names = files.map(({ path }) => path.slice(path.lastIndexOf('/') + 1));
  return names.includes('manifest.json') && names.some((name) => name.endsWith('.onnx'));
}

/** A dataset name from what was chosen: the common folder, else the first file without its endings; only characters a name may hold. */
export function proposedName(files: readonly Named[]): string {
  const first = files[0]?.path ?? '';
  const folder = first.includes('/') ? first.slice(0, first.indexOf('/')) : undefined;
  const isShared = folder !== undefined && files.every(({ path }) => path.startsWith(`${folder}/`));
  const base = isShared ? folder : first.slice(first.lastIndexOf('/') + 1).replace(/(\.(csv|tsv|jsonl|ndjson|json|parquet|gz|zst))+$/i, '');
  const name = base
    .replace(/[^\p{L}\p{N} ._-]+/gu, '-')
    .replace(/^[^\p{L}\p{N}]+/u, '')
    .slice(0, 80);
  return name === '' ? 'dataset' : name;
}
