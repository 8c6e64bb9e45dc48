import { realpath } from 'node:fs/promises';
import { isAbsolute, relative, sep } from 'node:path';
import { RpcError } from '../../rpc/error.ts';

/** The canonical path of something inside one of the roots, links followed; throws `refused` for anything outside and `not-found` for nothing. */
export async function resolveInRoots(path: string, roots: readonly string[]): Promise<string> {
  const outside = new RpcError({
    code: 'refused',
    message:
      'This path is outside the folders that may be read. Start the console with --import-root for that folder, or upload the files.',
  });
  const canonicalRoots = (await Promise.all(roots.map((root) => realpath(root).catch(() => undefined)))).filter(
    (root) => root !== undefined,
  );
  if (!isAbsolute(path) || path.includes('\0')) throw outside;
  const canonical = await realpath(path).catch(() => undefined);
  if (canonical === undefined) {
    // What is outside is not told to be there or not.
    if (roots.some((root) => isInside(path, root)))
      throw new RpcError({ code: 'not-found', message: 'There is no such file or folder.', file: path });
    throw outside;
  }
  if (!canonicalRoots.some((root) => isInside(canonical, root))) throw outside;
  return canonical;
}

function isInside(path: string, root: string): boolean {
  const way = relative(root, path);
  return way === '' || (!isAbsolute(way) && way !== '..' && !way.startsWith(`..${sep}`));
}
