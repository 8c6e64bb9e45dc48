import { randomUUID } from 'node:crypto';
import { mkdir, open, readdir, readFile, rename, rm, type FileHandle } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { RpcError } from '../../rpc/error.ts';

/** Bytes kept for the header, JSON padded with spaces and ended by a line feed; the tables follow. */
const headerBytes = 4096;

/** Tables of a truth file in their order: exact rewards of pins and of ads, and what is hidden about every user. */
export const truthTables = ['rewards', 'ads', 'hidden'] as const;
export type TruthTable = (typeof truthTables)[number];

/** What is known of a world besides its data. The tables follow as little-endian float32, row by row. */
export interface TruthHeader {
  readonly format: 'paretoscope-truth';
  readonly version: 2;
  readonly preset: string;
  readonly seed: number;
  /** Users of the population. */
  readonly users: number;
  /** Content hash of the dataset this is the truth of. */
  readonly dataset: string;
  /** Rows, and what each of the numbers of a row is; rewards are `actions` times their names. */
  readonly tables: Readonly<Record<TruthTable, { readonly rows: number; readonly actions: number; readonly columns: readonly string[] }>>;
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

  /** Appends rows of the tables, in order. */
  async append(table: Float32Array): Promise<void> {
    if (this.#file === undefined) {
      await mkdir(dirname(this.#path), { recursive: true, mode: 0o700 });
      this.#file = await open(this.#temporary, 'wx', 0o600);
    }
    const bytes = new Uint8Array(table.buffer, table.byteOffset, table.byteLength);
    await this.#file.write(bytes, 0, bytes.length, this.#bytes);
    this.#bytes += bytes.length;
  }

  async finish(header: TruthHeader): Promise<void> {
    if (this.#file === undefined) throw new Error('A truth file without rows was finished.');
    const text = JSON.stringify(header);
    const padded = Buffer.from(`${text.padEnd(headerBytes - 1)}\n`);
    if (padded.length !== headerBytes) throw new Error('The header of a truth file is too long.');
    await this.#file.write(padded, 0, headerBytes, 0);
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
  readonly tables: Readonly<Record<TruthTable, Float32Array>>;
}

/** Reads a whole truth file (70 MB for the demo world); anything that does not fit is `bad-file`. */
export async function readTruth(path: string): Promise<TruthFile> {
  const bytes = await readFile(path).catch(() => undefined);
  if (bytes === undefined)
    throw new RpcError({ code: 'not-found', message: `${path} is not there. Make the world again to have its truth.` });
  const header = parseHeader(bytes.subarray(0, headerBytes).toString('utf8'));
  const sizes = truthTables.map((name) => (header === undefined ? 0 : valuesOf(header.tables[name])));
  if (header === undefined || bytes.length !== headerBytes + 4 * sizes.reduce((sum, size) => sum + size, 0))
    throw new RpcError({ code: 'bad-file', message: `${path} is not a whole truth file. Make the world again.`, file: path });
  let place = headerBytes;
  const take = (size: number) => {
    const table = new Float32Array(size);
    new Uint8Array(table.buffer).set(bytes.subarray(place, place + 4 * size));
    place += 4 * size;
    return table;
  };
  const [rewards = 0, ads = 0, hidden = 0] = sizes;
  return { header, tables: { rewards: take(rewards), ads: take(ads), hidden: take(hidden) } };
}

function valuesOf({ rows, actions, columns }: TruthHeader['tables'][TruthTable]): number {
  return rows * actions * columns.length;
}

function parseHeader(text: string): TruthHeader | undefined {
  try {
    const header = JSON.parse(text) as Partial<TruthHeader>;
    const tables = truthTables.map((name) => header.tables?.[name]);
    const numbers = [header.seed, header.users, ...tables.flatMap((table) => [table?.rows, table?.actions, table?.columns.length])];
    if (header.format !== 'paretoscope-truth' || header.version !== 2 || !numbers.every((value) => Number.isSafeInteger(value)))
      return undefined;
    return header as TruthHeader;
  } catch {
    return undefined;
  }
}
