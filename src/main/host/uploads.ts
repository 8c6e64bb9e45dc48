import { randomUUID } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { appendFile, mkdir, open, rm, statfs } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { RpcError } from '../../rpc/error.ts';
import type { Grant, Grants } from './grants.ts';
import { uploadPathParts } from './upload-path.ts';

export interface AnnouncedFile {
  readonly path: string;
  readonly bytes: number;
}

interface UploadFile extends AnnouncedFile {
  readonly target: string;
  /** Bytes taken, which the last write may still be bringing to the disk. */
  received: number;
  written: Promise<void>;
}

interface Upload {
  readonly folder: string;
  readonly files: readonly UploadFile[];
}

/** Uploads open at one time; a page that is reloaded leaves its own behind until the host starts again. */
const mostOpen = 50;

/** Files a client sends: each upload has a private folder under `<data>/incoming`, and a grant that stands for what is in it. */
export class Uploads {
  readonly #root: string;
  readonly #grants: Grants;
  readonly #uploads = new Map<string, Upload>();

  constructor(dataDirectory: string, grants: Grants) {
    this.#root = join(dataDirectory, 'incoming');
    this.#grants = grants;
  }

  /** Deletes what an earlier process left; the caller is the only writer of the workspace. */
  async clean(): Promise<void> {
    for (const name of leftOvers(this.#root)) await rm(join(this.#root, name), { recursive: true, force: true });
  }

  async open(announced: readonly AnnouncedFile[]): Promise<Grant> {
    if (this.#uploads.size >= mostOpen)
      throw new RpcError({ code: 'busy', message: 'Too many uploads are open; finish or discard one first.' });
    const paths = checkNames(announced);
    const folder = join(this.#root, randomUUID());
    await mkdir(folder, { recursive: true, mode: 0o700 });
    try {
      await checkSpace(folder, announced);
      const { inside, place } = placeOf(paths);
      const files: UploadFile[] = [];
      for (const [index, { path, bytes }] of announced.entries()) {
        const target = join(folder, ...inside, ...(paths[index] ?? []));
        await mkdir(dirname(target), { recursive: true, mode: 0o700 });
        await (await open(target, 'wx', 0o600)).close();
        files.push({ path, bytes, target, received: 0, written: Promise.resolve() });
      }
      const grant = this.#grants.add(join(folder, ...place), { temporary: true });
      this.#uploads.set(grant.id, { folder, files });
      return grant;
    } catch (error) {
      await rm(folder, { recursive: true, force: true });
      throw error;
    }
  }

  /** Appends in the order of the calls; answers the bytes of the file taken so far. */
  async write(grant: string, index: number, bytes: Uint8Array): Promise<number> {
    this.#grants.get(grant);
    const file = this.#uploads.get(grant)?.files[index];
    if (file === undefined) throw new RpcError({ code: 'not-found', message: 'This file was not announced; start the upload again.' });
    if (file.received + bytes.length > file.bytes) {
      throw new RpcError({
        code: 'bad-file',
        message: `More than the announced ${file.bytes} bytes arrived; start the upload again.`,
        file: file.path,
      });
    }
    file.received += bytes.length;
    const { received } = file;
    file.written = file.written.then(() => append(file, bytes));
    await file.written;
    return received;
  }

  /** Throws `bad-file` while bytes of an upload are missing; a grant of something else is always complete. */
  async assertComplete(grant: string): Promise<void> {
    for (const file of this.#uploads.get(grant)?.files ?? []) {
      await file.written;
      if (file.received === file.bytes) continue;
      throw new RpcError({
        code: 'bad-file',
        message: `${file.received} of ${file.bytes} bytes arrived; upload it again.`,
        file: file.path,
      });
    }
  }

  /** Deletes an upload's files, after writes under way; nothing happens for a grant that is no upload. */
  async delete(grant: string): Promise<void> {
    const upload = this.#uploads.get(grant);
    if (upload === undefined) return;
    this.#uploads.delete(grant);
    await Promise.allSettled(upload.files.map((file) => file.written));
    await rm(upload.folder, { recursive: true, force: true });
  }
}

async function append(file: UploadFile, bytes: Uint8Array): Promise<void> {
  try {
    await appendFile(file.target, bytes);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
    throw new RpcError({ code: 'too-large', message: 'The disk is full. Make room, then upload again.', file: file.path });
  }
}

/** Each name once, also where the file system takes case for nothing, and no file where another needs a folder. */
function checkNames(announced: readonly AnnouncedFile[]): readonly (readonly string[])[] {
  const files = new Set<string>();
  const folders = new Set<string>();
  const paths = announced.map(({ path }) => uploadPathParts(path));
  for (const parts of paths) {
    const lower = parts.map((part) => part.toLowerCase());
    for (let depth = 1; depth < lower.length; depth += 1) folders.add(lower.slice(0, depth).join('/'));
    const name = lower.join('/');
    if (files.has(name))
      throw new RpcError({ code: 'bad-file', message: 'This file is named twice in one upload.', file: parts.join('/') });
    files.add(name);
  }
  for (const name of files)
    if (folders.has(name)) throw new RpcError({ code: 'bad-file', message: 'This name is a file and a folder at once.', file: name });
  return paths;
}

/** What the grant points at: the one file, the one folder that holds everything, or a folder made for loose files. */
function placeOf(paths: readonly (readonly string[])[]): { readonly inside: readonly string[]; readonly place: readonly string[] } {
  const [first = []] = paths;
  if (paths.length === 1 && first.length === 1) return { inside: [], place: first };
  const top = first[0];
  if (top !== undefined && paths.every((parts) => parts.length > 1 && parts[0] === top)) return { inside: [], place: [top] };
  return { inside: ['upload'], place: ['upload'] };
}

async function checkSpace(folder: string, announced: readonly AnnouncedFile[]): Promise<void> {
  const needed = announced.reduce((sum, { bytes }) => sum + bytes, 0);
  const { bavail, bsize } = await statfs(folder);
  if (needed > bavail * bsize)
    throw new RpcError({
      code: 'too-large',
      message: `This upload needs ${needed} bytes and the disk has fewer free. Make room, or use another data folder.`,
    });
}

function leftOvers(root: string): readonly string[] {
  try {
    return readdirSync(root);
  } catch {
    return [];
  }
}
