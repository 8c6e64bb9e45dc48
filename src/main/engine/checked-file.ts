import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { RpcError } from '../../rpc/error.ts';
import type { FileSpec } from './contract.ts';

/** Reads a bundle's file whole and checks its hash once more; throws `bad-bundle` naming it. */
export async function readChecked(file: FileSpec): Promise<Uint8Array> {
  let bytes: Uint8Array;
  try {
    bytes = await readFile(file.path);
  } catch {
    throw badBundle(file.path, 'it cannot be read');
  }
  if (createHash('sha256').update(bytes).digest('hex') !== file.sha256) throw badBundle(file.path, 'it has changed since it was added');
  return bytes;
}

/** Little-endian float32 numbers in memory of their own, aligned whatever the file was read into. */
export function toFloats(bytes: Uint8Array): Float32Array {
  return new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer);
}

export function badBundle(path: string, reason: string): RpcError {
  return new RpcError({ code: 'bad-bundle', message: `${basename(path)}: ${reason}.`, file: basename(path) });
}
