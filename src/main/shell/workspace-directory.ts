import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

type Environment = Readonly<Record<string, string | undefined>>;

/** The workspace folder, the same in every shell: what was given, else `PARETOSCOPE_DATA`, else the platform's per-user data folder. */
export function workspaceDirectory(
  given: string | undefined,
  environment: Environment,
  platform: NodeJS.Platform = process.platform,
  home = homedir(),
): string {
  const chosen = given ?? environment['PARETOSCOPE_DATA'];
  if (chosen !== undefined && chosen !== '') return resolve(chosen);
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', 'Paretoscope');
  if (platform === 'win32') return join(environment['LOCALAPPDATA'] ?? join(home, 'AppData', 'Local'), 'Paretoscope');
  return join(environment['XDG_DATA_HOME'] ?? join(home, '.local', 'share'), 'paretoscope');
}
