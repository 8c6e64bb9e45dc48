import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import type { Readable } from 'node:stream';
import { createGunzip, createZstdDecompress } from 'node:zlib';
import { FileError } from './file-error.ts';

const chunkBytes = 256 * 1024;

export type Container = 'plain' | 'gzip' | 'zstd' | 'parquet' | 'zip';

/** What the first bytes say, whatever the name ends in. */
export async function containerOf(path: string): Promise<Container> {
  const file = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(4), 0, 4, 0);
    return containerFrom(buffer.subarray(0, bytesRead));
  } finally {
    await file.close();
  }
}

function containerFrom(start: Buffer): Container {
  if (start.length >= 2 && start[0] === 0x1f && start[1] === 0x8b) return 'gzip';
  if (start.length < 4) return 'plain';
  if (start.readUInt32LE(0) === 0xfd2fb528) return 'zstd';
  const mark = start.toString('latin1', 0, 4);
  return mark === 'PAR1' ? 'parquet' : mark === 'PK\u0003\u0004' ? 'zip' : 'plain';
}

/** How far the read of one file has come, in bytes on disk. */
export interface ReadProgress {
  bytesRead: number;
}

/**
 * The unpacked bytes of a file, chunk by chunk; a damaged archive is a `FileError`. Leaving the loop closes the file. It is opened once and read in one
 * pass, so a pipe (`<(zcat rows.csv.gz)`, /dev/stdin) loses nothing.
 */
export async function* openBytes(path: string, progress: ReadProgress = { bytesRead: 0 }): AsyncGenerator<Buffer> {
  const file = createReadStream(path, { highWaterMark: chunkBytes });
  let out: Readable | undefined;
  try {
    const source = file[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
    const start = await beginning(source);
    const container = containerFrom(start);
    if (container === 'zip') throw new FileError('The file is a zip archive or a spreadsheet; unpack it, or save the sheet as CSV.');
    if (container === 'parquet') throw new FileError('The file is Parquet; write it as CSV.');
    const chunks = withRest(start, source);
    if (container === 'plain') {
      for await (const chunk of chunks) {
        progress.bytesRead = file.bytesRead;
        yield chunk;
      }
      return;
    }
    const unpack = container === 'gzip' ? createGunzip({ chunkSize: chunkBytes }) : createZstdDecompress({ chunkSize: chunkBytes });
    out = unpack;
    // The loop below meets the same error; this promise only must not be left unhandled.
    pipeline(chunks, unpack).catch(() => undefined);
    try {
      for await (const chunk of unpack) {
        progress.bytesRead = file.bytesRead;
        yield chunk as Buffer;
      }
    } catch (error) {
      if (isDamage(error)) throw new FileError(`The ${container} data is damaged or cut short.`);
      throw error;
    }
  } finally {
    out?.destroy();
    file.destroy();
  }
}

/** Enough of the first bytes to know a container by, or all there are: a pipe may hand on less at a time. */
async function beginning(source: AsyncIterator<Buffer>): Promise<Buffer> {
  let start: Buffer = Buffer.alloc(0);
  while (start.length < 4) {
    const next = await source.next();
    if (next.done === true) break;
    start = start.length === 0 ? next.value : Buffer.concat([start, next.value]);
  }
  return start;
}

async function* withRest(start: Buffer, source: AsyncIterator<Buffer>): AsyncGenerator<Buffer> {
  if (start.length > 0) yield start;
  for (let next = await source.next(); next.done !== true; next = await source.next()) yield next.value;
}

function isDamage(error: unknown): boolean {
  const code = (error as NodeJS.ErrnoException).code ?? '';
  return code.startsWith('Z_') || code.startsWith('ZSTD_');
}
