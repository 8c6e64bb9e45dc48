import { randomUUID } from 'node:crypto';
import { mkdir, open, readdir, readFile, rename, rm, type FileHandle } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { RpcError } from '../../rpc/error.ts';

/** Bytes kept for the header, JSON padded with spaces and ended by a line feed; the table of rewards follows. */
const headerBytes = 1024;

/** What is known of a world besides its data. Exact rewards follow as little-endian float32: requests x actions x outcomes. */
export interface TruthHeader {
  readonly format: 'paretoscope-truth';
  readonly version: 1;
  readonly preset: string;
  readonly seed: number;
  /** Content hash of the dataset this is the truth of. */
  readonly dataset: string;
  readonly requests: number;
  readonly actions: number;
  readonly outcomes: number;
}

/** Where the truth of a dataset is kept: beside the workspace's database, in no export and no backup. */
export function truthPath(dataDirectory: string, dataset: string): string {
  return join(dataDirectory, 'truth', `${dataset}.truth`);
}

/** Deletes the truth of a dataset that is gone. */
export async function removeTruth(dataDirectory: string, dataset: string): Promise<void> {
  await rm(truthPath(dataDirectory, dataset), { force: true });
}

/** Deletes what worlds left that were being made when the host died. Only for the process that may write, before it makes one itself. */
export async function cleanTruth(dataDirectory: string): Promise<void> {
  const folder = join(dataDirectory, 'truth');
  const names = await readdir(folder).catch(() => []);
  for (const name of names) if (name.endsWith('.part')) await rm(join(folder, name), { force: true });
}

/** Writes a truth file under a temporary name; it stands under its own only once `finish` has been called. */
export class TruthWriter {
  readonly #path: string;
  readonly #temporary: string;
  #file: FileHandle | undefined;
  #bytes = headerBytes;

  constructor(path: string) {
    this.#path = path;
    this.#temporary = `${path}.${randomUUID().slice(0, 8)}.part`;
  }

  /** Appends rows of the table, in order. */
  async append(rewards: Float32Array): Promise<void> {
    if (this.#file === undefined) {
      await mkdir(dirname(this.#path), { recursive: true, mode: 0o700 });
      this.#file = await open(this.#temporary, 'wx', 0o600);
    }
    const bytes = new Uint8Array(rewards.buffer, rewards.byteOffset, rewards.byteLength);
    await this.#file.write(bytes, 0, bytes.length, this.#bytes);
    this.#bytes += bytes.length;
  }

  async finish(header: TruthHeader): Promise<void> {
    if (this.#file === undefined) throw new Error('A truth file without rows was finished.');
    const text = JSON.stringify(header);
    await this.#file.write(Buffer.from(`${text.padEnd(headerBytes - 1)}\n`), 0, headerBytes, 0);
    await this.#file.sync();
    await this.#file.close();
    this.#file = undefined;
    await rename(this.#temporary, this.#path);
  }

  /** Deletes what was written; harmless after `finish`. */
  async abandon(): Promise<void> {
    await this.#file?.close();
    this.#file = undefined;
    await rm(this.#temporary, { force: true });
  }
}

export interface TruthFile {
  readonly header: TruthHeader;
  readonly rewards: Float32Array;
}

/** Reads a whole truth file (58 MB for the demo world); anything that does not fit is `bad-file`. */
export async function readTruth(path: string): Promise<TruthFile> {
  const bytes = await readFile(path).catch(() => undefined);
  if (bytes === undefined)
    throw new RpcError({ code: 'not-found', message: `${path} is not there. Make the world again to have its truth.` });
  const header = parseHeader(bytes.subarray(0, headerBytes).toString('utf8'));
  const values = header === undefined ? 0 : header.requests * header.actions * header.outcomes;
  if (header === undefined || bytes.length !== headerBytes + 4 * values)
    throw new RpcError({ code: 'bad-file', message: `${path} is not a whole truth file. Make the world again.`, file: path });
  const rewards = new Float32Array(values);
  new Uint8Array(rewards.buffer).set(bytes.subarray(headerBytes));
  return { header, rewards };
}

function parseHeader(text: string): TruthHeader | undefined {
  try {
    const header = JSON.parse(text) as Partial<TruthHeader>;
    const numbers = [header.requests, header.actions, header.outcomes, header.seed];
    if (header.format !== 'paretoscope-truth' || header.version !== 1 || !numbers.every((value) => Number.isSafeInteger(value)))
      return undefined;
    return header as TruthHeader;
  } catch {
    return undefined;
  }
}
