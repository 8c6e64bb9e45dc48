import { RpcError } from '../../rpc/error.ts';

const words: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file or folder',
  ENOTDIR: 'a part of this path is a file and no folder',
  EISDIR: 'this is a folder and no file',
  EEXIST: 'this exists already; choose another name',
  EACCES: 'permission is denied',
  EPERM: 'permission is denied',
  EROFS: 'this place cannot be written to',
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota is used up',
  ELOOP: 'its links lead in a circle',
  ENAMETOOLONG: 'the name is too long',
};

/** What the system refused to do with a path, as an error that names the path; undefined for anything else. */
export function systemProblem(error: unknown): RpcError | undefined {
  if (!(error instanceof Error)) return undefined;
  const { code, path } = error as NodeJS.ErrnoException;
  const why = code === undefined ? undefined : words[code];
  if (why === undefined || path === undefined) return undefined;
  return new RpcError({ code: code === 'EEXIST' ? 'exists' : 'bad-file', message: `${path}: ${why}.`, file: path });
}
