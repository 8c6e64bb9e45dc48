import { saveFile } from '../save-file.ts';
import { svgToPng } from './export-png.ts';
import { chartSvg } from './export-svg.ts';

/** A name that every file system takes. */
export function fileNameOf(...parts: readonly (string | number | undefined)[]): string {
  return parts
    .filter((part) => part !== undefined && part !== '')
    .join('-')
    .replaceAll(/[^\p{L}\p{N}._-]+/gu, '-');
}

/** Saves the drawings inside `container` as one picture. */
export async function saveDrawing(container: HTMLElement, title: string, name: string, kind: 'svg' | 'png'): Promise<void> {
  const svg = chartSvg(container, title);
  if (kind === 'svg') {
    saveFile(`${name}.svg`, svg, 'image/svg+xml');
    return;
  }
  const url = URL.createObjectURL(await svgToPng(svg));
  const link = document.createElement('a');
  link.href = url;
  link.download = `${name}.png`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
