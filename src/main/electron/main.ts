import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  app,
  BrowserWindow,
  ipcMain,
  Menu,
  MessageChannelMain,
  type MessagePortMain,
  protocol,
  session,
  shell,
  utilityProcess,
  type WebContents,
} from 'electron';
import { answerPage } from '../shell/page-answer.ts';
import { projectFolders } from '../shell/project-folder.ts';
import { workspaceDirectory } from '../shell/workspace-directory.ts';
import { connectChannel, refuseSender } from './connect.ts';
import { externalPages, isOwnAddress, isOwnDownload, mayOpenOutside } from './navigation.ts';
import { isPermitted } from './permissions.ts';
import { hostEnvironment, pageAddress, pageScheme, windowPreferences } from './security.ts';
import { supervise, type Supervisor } from './supervise.ts';

const folders = projectFolders();
const dataDirectory = workspaceDirectory(app.commandLine.getSwitchValue('data') || undefined, process.env);
let window: BrowserWindow | undefined;
let host: Supervisor<MessagePortMain> | undefined;

app.enableSandbox();
protocol.registerSchemesAsPrivileged([{ scheme: pageScheme, privileges: { standard: true, secure: true, supportFetchAPI: true } }]);
// The lock of a single instance lies in this folder: one console for each workspace.
mkdirSync(dataDirectory, { recursive: true, mode: 0o700 });
app.setPath('userData', join(dataDirectory, 'desktop'));

function startHost(): Supervisor<MessagePortMain> {
  const { version, resources } = folders;
  const options = {
    shell: 'desktop',
    version,
    dataDirectory,
    resourcesDirectory: resources,
    device: 'auto',
    demo: app.commandLine.getSwitchValue('demo') || 'both',
    importRoots: [],
    logLevel: 'error',
  };
  const note = (line: string) => process.stderr.write(`${line}\n`);
  return supervise<MessagePortMain>(forkHost, options, note);
}

function forkHost() {
  const entry = fileURLToPath(new URL('./host.js', import.meta.url));
  const child = utilityProcess.fork(entry, [], { serviceName: 'Paretoscope host', stdio: 'pipe', env: hostEnvironment(process.env) });
  child.stdout?.pipe(process.stderr);
  child.stderr?.pipe(process.stderr);
  return child;
}

function confine(contents: WebContents): void {
  contents.on('will-navigate', (event) => {
    if (!isOwnAddress(event.url)) event.preventDefault();
  });
  contents.on('will-frame-navigate', (event) => {
    if (!isOwnAddress(event.url)) event.preventDefault();
  });
  contents.on('will-redirect', (event) => {
    if (!isOwnAddress(event.url)) event.preventDefault();
  });
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
}

function confineSession(): void {
  const { defaultSession } = session;
  defaultSession.setPermissionRequestHandler((_contents, permission, callback, details) =>
    callback(isPermitted(permission, details.requestingUrl)),
  );
  defaultSession.setPermissionCheckHandler((_contents, permission, origin) => isPermitted(permission, origin));
  defaultSession.setDevicePermissionHandler(() => false);
  defaultSession.on('will-download', (event, item) => {
    if (!isOwnDownload(item.getURL())) event.preventDefault();
  });
}

function servePage(): void {
  protocol.handle(pageScheme, async (request) => {
    const { pathname } = new URL(request.url);
    if (!isOwnAddress(request.url)) return new Response('Not found', { status: 404 });
    const { status, headers, body } = await answerPage(folders.page, request.method, pathname);
    return new Response(request.method === 'HEAD' ? undefined : body, { status, headers });
  });
}

function openExternal(address: string): void {
  if (mayOpenOutside(address)) void shell.openExternal(address);
}

function openWindow(): void {
  const preload = fileURLToPath(new URL('../preload/index.cjs', import.meta.url));
  window = new BrowserWindow({
    width: 1440,
    height: 900,
    minWidth: 900,
    minHeight: 600,
    show: false,
    title: 'Paretoscope',
    webPreferences: { ...windowPreferences, preload },
  });
  window.once('ready-to-show', () => window?.show());
  window.on('closed', () => (window = undefined));
  void window.loadURL(pageAddress);
}

ipcMain.on(connectChannel, (event) => {
  const frame = event.senderFrame;
  const sender = {
    webContentsId: event.sender.id,
    frameAddress: frame?.url,
    isTopFrame: frame !== null && frame === event.sender.mainFrame,
  };
  if (frame === null || refuseSender(sender, window?.webContents.id) !== undefined) return;
  const { port1, port2 } = new MessageChannelMain();
  const reason = host?.connect(port1) ?? (host === undefined ? 'The host is not running.' : undefined);
  if (reason === undefined) frame.postMessage(connectChannel, {}, [port2]);
  else frame.postMessage(connectChannel, { reason });
});

if (app.requestSingleInstanceLock()) {
  app.on('web-contents-created', (_event, contents) => confine(contents));
  app.on('second-instance', () => {
    if (window === undefined) openWindow();
    else if (window.isMinimized()) window.restore();
    window?.focus();
  });
  app.on('activate', () => window ?? openWindow());
  app.on('window-all-closed', () => app.quit());
  app.on('will-quit', (event) => {
    if (host === undefined) return;
    event.preventDefault();
    const last = host;
    host = undefined;
    void last.stop().then(() => app.quit());
  });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => app.quit());
  void app.whenReady().then(() => {
    Menu.setApplicationMenu(
      Menu.buildFromTemplate([
        { role: 'fileMenu' },
        { role: 'editMenu' },
        { role: 'viewMenu' },
        { role: 'windowMenu' },
        { role: 'help', submenu: [{ label: 'Licence', click: () => openExternal(externalPages.licence) }] },
      ]),
    );
    confineSession();
    servePage();
    host = startHost();
    openWindow();
  });
} else {
  app.quit();
}
