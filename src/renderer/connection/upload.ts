import type { ConsoleContract } from '../../contract/index.ts';
import { RpcError } from '../../rpc/error.ts';
import type { Client } from '../../rpc/procedure.ts';

/** A file the person dropped or picked; `path` is relative to the folder it came in, never a path of the machine. */
export interface UploadFile {
  readonly path: string;
  readonly file: File;
}

export interface UploadProgress {
  readonly sentBytes: number;
  readonly totalBytes: number;
}

const chunkBytes = 1024 * 1024;
/** Chunks on their way at once: enough to keep the pipe full, few enough to stop quickly. */
const chunksAhead = 4;

/**
 * Sends files to the host in chunks of 1 MiB and answers the grant under which they can be previewed and imported. The same in both shells.
 * When it is cancelled or fails, what was sent is discarded on the host.
 */
export async function uploadFiles(
  client: Client<ConsoleContract>,
  files: readonly UploadFile[],
  onProgress: (progress: UploadProgress) => void = () => {},
  signal?: AbortSignal,
): Promise<string> {
  const totalBytes = files.reduce((total, { file }) => total + file.size, 0);
  const options = signal === undefined ? {} : { signal };
  // Not cancelled half way: a place that was opened must be known here to be given back.
  const { grant } = await client['imports.upload']({ files: files.map(({ path, file }) => ({ path, bytes: file.size })) });
  const underway = new Set<Promise<void>>();
  let sentBytes = 0;
  let failure: unknown;
  try {
    onProgress({ sentBytes, totalBytes });
    for (const [index, { file }] of files.entries()) {
      for (let start = 0; start < file.size; start += chunkBytes) {
        while (underway.size >= chunksAhead) await Promise.race(underway);
        if (failure !== undefined) throw failure;
        if (signal?.aborted === true) throw new RpcError({ code: 'cancelled', message: 'Cancelled.' });
        const bytes = await readChunk(file, start);
        const sending = client['imports.write']({ grant, file: index, bytes }, options)
          .then(() => {
            sentBytes += bytes.byteLength;
            onProgress({ sentBytes, totalBytes });
          })
          .catch((error: unknown) => {
            failure ??= error;
          })
          .finally(() => underway.delete(sending));
        underway.add(sending);
      }
    }
    await Promise.all(underway);
    if (failure !== undefined) throw failure;
    return grant;
  } catch (error) {
    await Promise.all(underway);
    // The error that stopped the upload is the one to tell, whatever becomes of the cleaning up.
    await client['imports.discard']({ grant }).catch(() => undefined);
    throw error;
  }
}

async function readChunk(file: File, start: number): Promise<Uint8Array<ArrayBuffer>> {
  try {
    return new Uint8Array(await file.slice(start, start + chunkBytes).arrayBuffer());
  } catch {
    throw new RpcError({
      code: 'bad-file',
      message: `${file.name} could not be read; it may have changed or moved. Choose it again.`,
      file: file.name,
    });
  }
}
