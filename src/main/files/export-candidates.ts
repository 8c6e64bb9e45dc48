import { join } from 'node:path';
import type { RequestCandidates } from '../../core/dataset/request-candidates.ts';
import { BufferedFile } from './buffered-file.ts';

/** The requests of one log whose candidates are all kept, ascending. */
export interface ExportedCandidates {
  readonly log: string;
  readonly heads: readonly string[];
  readonly sources: readonly string[];
  readonly requests: AsyncIterable<{ readonly request: number; readonly candidates: RequestCandidates }>;
}

/** What a manifest says of them: `requests` rows in `candidates.request.i32` and `candidates.length.i32`, `rows` in the others. */
interface CandidatesEntry {
  readonly log: string;
  readonly heads: readonly string[];
  readonly sources: readonly string[];
  readonly requests: number;
  readonly rows: number;
}

/** Raw little-endian columns: the requests and how many candidates each has, then every candidate's item, heads, added utility and source. */
export async function writeCandidates(
  folder: string,
  { log, heads, sources, requests }: ExportedCandidates,
  signal: AbortSignal | undefined,
): Promise<CandidatesEntry> {
  const files = new Map<string, BufferedFile>();
  const write = async (name: string, data: Int32Array | Float32Array | Uint8Array) => {
    const file = files.get(name) ?? (await BufferedFile.create(join(folder, `candidates.${name}`)));
    files.set(name, file);
    await file.write(Buffer.from(data.buffer, data.byteOffset, data.byteLength));
  };
  let [count, rows] = [0, 0];
  try {
    for await (const { request, candidates } of requests) {
      signal?.throwIfAborted();
      await write('request.i32', Int32Array.of(request));
      await write('length.i32', Int32Array.of(candidates.items.length));
      await write('item.i32', candidates.items);
      await write('heads.f32', candidates.heads);
      await write('bonus.f32', candidates.bonus);
      await write('source.u8', candidates.sources);
      count += 1;
      rows += candidates.items.length;
    }
  } finally {
    for (const file of files.values()) await file.close();
  }
  return { log, heads, sources, requests: count, rows };
}
