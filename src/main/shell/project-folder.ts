import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export interface ProjectFolders {
  readonly version: string;
  /** The folder of package.json. */
  readonly root: string;
  /** What ships with the console: demo dataset and bundle. */
  readonly resources: string;
  /** The built page. */
  readonly page: string;
}

/** Finds the project's own files from wherever this code runs: source, build or package. */
export function projectFolders(from: string = import.meta.url): ProjectFolders {
  let folder = dirname(fileURLToPath(from));
  while (!existsSync(join(folder, 'package.json'))) {
    const parent = dirname(folder);
    if (parent === folder) throw new Error('The folder of the console was not found: no package.json above its code.');
    folder = parent;
  }
  const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { readonly version: string };
  return { version, root: folder, resources: join(folder, 'resources'), page: join(folder, 'out', 'renderer') };
}
