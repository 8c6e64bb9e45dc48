import { RpcError } from '../../rpc/error.ts';

/**
 * The parts of a relative path that a client names for an uploaded file. Throws `bad-file` for anything that could lead elsewhere
 * or that some file system would read differently: absolute paths, `..`, backslashes, colons, control characters.
 */
export function uploadPathParts(path: string): readonly string[] {
  const parts = path.split('/');
  const fits = parts.every((part) => part !== '' && part !== '.' && part !== '..' && part.length <= 200 && !/[\\:\p{Cc}]/u.test(part));
  if (!fits || parts.length > 16)
    throw new RpcError({ code: 'bad-file', message: 'This file name cannot be used here; rename the file.', file: path });
  return parts;
}
