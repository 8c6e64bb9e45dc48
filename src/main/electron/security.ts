/** The one place the desktop window may show: our own scheme and host. */
export const pageScheme = 'app';
export const pageHost = 'console';
export const pageAddress = `${pageScheme}://${pageHost}/`;

/** Every protection that Electron has for a window, written out although most are defaults (security E1). */
export const windowPreferences = Object.freeze({
  contextIsolation: true,
  nodeIntegration: false,
  nodeIntegrationInWorker: false,
  nodeIntegrationInSubFrames: false,
  sandbox: true,
  webviewTag: false,
  spellcheck: false,
});

/** What the host's process gets of the environment: nothing that changes how Node or Electron load code. */
export function hostEnvironment(environment: Readonly<Record<string, string | undefined>>): Record<string, string> {
  const kept: Record<string, string> = {};
  for (const [name, value] of Object.entries(environment)) {
    if (value !== undefined && !/^(NODE_|ELECTRON_|LD_PRELOAD$|DYLD_)/i.test(name)) kept[name] = value;
  }
  return kept;
}
