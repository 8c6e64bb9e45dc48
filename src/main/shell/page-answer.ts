import { randomBytes } from 'node:crypto';
import { readFile, realpath } from 'node:fs/promises';
import { isAbsolute, relative, sep } from 'node:path';
import { pageFile } from './page-file.ts';
import { safetyHeaders } from './page-headers.ts';

export interface PageAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array<ArrayBuffer> | string;
}

/** Stands in the page where the nonce of each response goes. */
const noncePlaceholder = '__NONCE__';

/** A short plain answer with all headers of safety. */
export function plainAnswer(status: number, text: string, headers: Readonly<Record<string, string>> = {}): PageAnswer {
  return {
    status,
    headers: { ...safetyHeaders(newNonce()), 'Cache-Control': 'no-store', 'Content-Type': 'text/plain; charset=utf-8', ...headers },
    body: `${text}\n`,
  };
}

/** Answers a request for a part of the page: GET and HEAD, a fixed set of file types, nothing outside the folder. */
export async function answerPage(folder: string, method: string, target: string): Promise<PageAnswer> {
  if (method !== 'GET' && method !== 'HEAD') return plainAnswer(405, 'Method not allowed', { Allow: 'GET, HEAD' });
  const file = pageFile(folder, target);
  const bytes = file === undefined ? undefined : await readInside(folder, file.path);
  if (file === undefined || bytes === undefined) return plainAnswer(404, 'Not found');
  const nonce = newNonce();
  const headers = { ...safetyHeaders(nonce), 'Content-Type': file.mediaType };
  if (file.isDocument) {
    const text = bytes.toString('utf8').replaceAll(noncePlaceholder, nonce);
    return { status: 200, headers: { ...headers, 'Cache-Control': 'no-store' }, body: text };
  }
  // Names of built files change with their content, but the icon's does not.
  const caching = /-[\w-]{8}\.\w+$/.test(file.path) ? 'private, max-age=31536000, immutable' : 'no-cache';
  return { status: 200, headers: { ...headers, 'Cache-Control': caching }, body: new Uint8Array(bytes) };
}

function newNonce(): string {
  return randomBytes(18).toString('base64url');
}

/** A link inside the folder must not lead out of it. */
async function readInside(folder: string, path: string): Promise<Buffer | undefined> {
  try {
    const [base, real] = await Promise.all([realpath(folder), realpath(path)]);
    const inside = relative(base, real);
    if (inside === '' || inside.startsWith(`..${sep}`) || isAbsolute(inside)) return undefined;
    return await readFile(real);
  } catch {
    return undefined;
  }
}
