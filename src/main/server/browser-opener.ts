import { spawn } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

type Environment = Readonly<Record<string, string | undefined>>;

export interface Opener {
  readonly command: string;
  readonly args: readonly string[];
}

/** The program that opens an address in the person's browser; undefined on a machine without a display (security N9). */
export function browserOpener(
  platform: NodeJS.Platform,
  environment: Environment,
  isProgram: (name: string) => boolean,
): Opener | undefined {
  if (platform === 'darwin') return { command: 'open', args: [] };
  if (platform === 'win32') return { command: 'rundll32', args: ['url.dll,FileProtocolHandler'] };
  const hasDisplay = (environment['DISPLAY'] ?? '') !== '' || (environment['WAYLAND_DISPLAY'] ?? '') !== '';
  return hasDisplay && isProgram('xdg-open') ? { command: 'xdg-open', args: [] } : undefined;
}

/** Opens the address if this machine can; answers whether it tried. */
export function openInBrowser(url: string): boolean {
  const opener = browserOpener(process.platform, process.env, isProgramOnPath);
  if (opener === undefined) return false;
  const child = spawn(opener.command, [...opener.args, url], { stdio: 'ignore', detached: true });
  child.on('error', () => undefined);
  child.unref();
  return true;
}

function isProgramOnPath(name: string): boolean {
  return (process.env['PATH'] ?? '').split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, name), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}
