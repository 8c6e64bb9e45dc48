import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { PassThrough, type Readable } from 'node:stream';
import { createGunzip, createZstdDecompress } from 'node:zlib';
import { FileError } from './file-error.ts';

const chunkBytes = 256 * 1024;

export type Container = 'plain' | 'gzip' | 'zstd' | 'parquet';

/** What the first bytes say, whatever the name ends in. */
export async function containerOf(path: string): Promise<Container> {
  const file = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(4), 0, 4, 0);
    if (bytesRead >= 2 && buffer[0] === 0x1f && buffer[1] === 0x8b) return 'gzip';
    if (bytesRead === 4 && buffer.readUInt32LE(0) === 0xfd2fb528) return 'zstd';
    return bytesRead === 4 && buffer.toString('latin1') === 'PAR1' ? 'parquet' : 'plain';
  } finally {
    await file.close();
  }
}

/** How far the read of one file has come, in bytes on disk. */
export interface ReadProgress {
  bytesRead: number;
}

/** The unpacked bytes of a file, chunk by chunk; a damaged archive is a `FileError`. Leaving the loop closes the file. */
export async function* openBytes(path: string, progress: ReadProgress = { bytesRead: 0 }): AsyncGenerator<Buffer> {
  const container = await containerOf(path);
  const file = createReadStream(path, { highWaterMark: chunkBytes });
  const unpack =
    container === 'gzip'
      ? createGunzip({ chunkSize: chunkBytes })
      : container === 'zstd'
        ? createZstdDecompress({ chunkSize: chunkBytes })
        : undefined;
  const out: Readable = unpack ?? new PassThrough({ highWaterMark: chunkBytes });
  const piped = pipeline(file, out as PassThrough);
  // The loop below meets the same error; this promise only must not be left unhandled.
  piped.catch(() => undefined);
  try {
    for await (const chunk of out) {
      progress.bytesRead = file.bytesRead;
      yield chunk as Buffer;
    }
  } catch (error) {
    if (unpack !== undefined && isDamage(error)) throw new FileError(`The ${container} data is damaged or cut short.`);
    throw error;
  } finally {
    out.destroy();
    file.destroy();
  }
}

function isDamage(error: unknown): boolean {
  const code = (error as NodeJS.ErrnoException).code ?? '';
  return code.startsWith('Z_') || code.startsWith('ZSTD_');
}
