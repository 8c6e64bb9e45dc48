import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { skipped } from './skipped.ts';

interface SharedData {
  readonly path: string;
  readonly present: boolean;
}

/** Public data beside the repository, which holds none of it; where it is absent that is said, and its tests are skipped. */
export function sharedData(...place: readonly string[]): SharedData {
  const path = join(import.meta.dirname, '..', '..', 'shared', 'data', ...place);
  const present = existsSync(path);
  if (!present) skipped(`the public data is not at ${join('..', 'shared', 'data', ...place)}`);
  return { path, present };
}
