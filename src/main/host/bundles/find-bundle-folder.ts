import { readdir, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

const manifestName = 'manifest.json';

/** The bundle folder meant by a path: the folder itself, the one folder inside it that has a manifest, or the folder of a manifest that was chosen. */
export async function findBundleFolder(path: string): Promise<string> {
  if (basename(path) === manifestName) return dirname(path);
  if (await exists(join(path, manifestName))) return path;
  const entries = await readdir(path, { withFileTypes: true }).catch(() => []);
  const inside: string[] = [];
  for (const entry of entries)
    if (entry.isDirectory() && (await exists(join(path, entry.name, manifestName)))) inside.push(join(path, entry.name));
  return inside.length === 1 ? (inside[0] ?? path) : path;
}

async function exists(path: string): Promise<boolean> {
  return (await stat(path).catch(() => undefined)) !== undefined;
}
