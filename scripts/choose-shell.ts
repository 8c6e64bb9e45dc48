/** What is known of this machine when the console starts. */
export interface Machine {
  readonly platform: NodeJS.Platform;
  readonly hasDisplay: boolean;
  readonly isRoot: boolean;
  readonly electron: 'present' | 'absent' | 'download-failed';
  /** Asked for on the command line. */
  readonly wantsServed: boolean;
}

export type ShellChoice =
  | { readonly type: 'desktop' }
  | { readonly type: 'download' }
  | { readonly type: 'served'; readonly reason: string };

/** Desktop where it can run as it should, sandbox included; else the served shell, and why. */
export function chooseShell(machine: Machine): ShellChoice {
  if (machine.wantsServed) return served('it was asked for');
  if (!machine.hasDisplay) return served('there is no display here');
  if (machine.isRoot && machine.platform === 'linux') return served("Electron's sandbox does not run as root");
  if (machine.electron === 'absent') return { type: 'download' };
  if (machine.electron === 'download-failed') return served("Electron's binary is not here and could not be downloaded within 20 seconds");
  return { type: 'desktop' };
}

function served(reason: string): ShellChoice {
  return { type: 'served', reason: `Using the served shell: ${reason}.` };
}

/** True where a window can be shown. */
export function hasDisplay(platform: NodeJS.Platform, environment: Readonly<Record<string, string | undefined>>): boolean {
  if (platform === 'darwin' || platform === 'win32') return true;
  return (environment['DISPLAY'] ?? '') !== '' || (environment['WAYLAND_DISPLAY'] ?? '') !== '';
}
