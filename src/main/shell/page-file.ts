import { isAbsolute, join, relative, sep } from 'node:path';

/** The only kinds of file the page is made of; anything else is not there. */
const mediaTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.webp': 'image/webp',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
};

export interface PageFile {
  /** Absolute, inside the page's folder. */
  readonly path: string;
  readonly mediaType: string;
  /** The page itself, which gets a nonce and is never cached. */
  readonly isDocument: boolean;
}

/**
 * The file that a request path names, or undefined. Pure: no file is touched, and both shells serve by it (security E3, N5).
 * `target` is the path as it stands in the request, still percent-encoded, with or without a query.
 */
export function pageFile(folder: string, target: string): PageFile | undefined {
  const path = decodedPath(target);
  if (path === undefined) return undefined;
  const name = path === '/' ? '/index.html' : path;
  if (
    name
      .slice(1)
      .split('/')
      .some((part) => part === '' || part.startsWith('.'))
  )
    return undefined;
  const full = join(folder, name);
  const inside = relative(folder, full);
  if (inside === '' || inside === '..' || inside.startsWith(`..${sep}`) || isAbsolute(inside)) return undefined;
  const dot = name.lastIndexOf('.');
  const extension = dot > name.lastIndexOf('/') ? name.slice(dot).toLowerCase() : '';
  const mediaType = Object.hasOwn(mediaTypes, extension) ? mediaTypes[extension] : undefined;
  return mediaType === undefined ? undefined : { path: full, mediaType, isDocument: extension === '.html' };
}

function decodedPath(target: string): string | undefined {
  const raw = target.split(/[?#]/, 1)[0] ?? '';
  if (!raw.startsWith('/')) return undefined;
  let path: string;
  try {
    path = decodeURIComponent(raw);
  } catch {
    return undefined;
  }
  // Decoded once and once only: what is still encoded after it was encoded twice. Control characters, backslashes, drives and streams have no place here.
  // oxlint-disable-next-line no-control-regex
  return /[\u0000-\u001f\u007f\\:%]/.test(path) ? undefined : path;
}
