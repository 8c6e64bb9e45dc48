import { describe, expect, it } from 'vitest';
import { refuseSender } from '../../../src/main/electron/connect.ts';
import { externalPages, isOwnAddress, isOwnDownload, mayOpenOutside } from '../../../src/main/electron/navigation.ts';
import { isPermitted } from '../../../src/main/electron/permissions.ts';
import { hostEnvironment, windowPreferences } from '../../../src/main/electron/security.ts';

const lookAlikes = [
  'app://console.evil.test/',
  'app://consol/',
  'app://evil/console/',
  'app://user@console/',
  'app://console:8080/',
  'http://console/',
  'https://app/console',
  'apps://console/',
  'file:///etc/hosts',
  'javascript:alert(1)',
  'data:text/html,x',
  'about:blank',
  'blob:app://console/1',
  '',
];

describe('decisions of the desktop shell', () => {
  it('E1: every protection of the window is on, and the list cannot be changed', () => {
    expect(windowPreferences).toEqual({
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      sandbox: true,
      webviewTag: false,
      spellcheck: false,
    });
    expect(Object.isFrozen(windowPreferences)).toBe(true);
  });

  it('E5: the window shows addresses of our page only', () => {
    expect(['app://console/', 'app://console/index.html#/replay'].map(isOwnAddress)).toEqual([true, true]);
    expect(lookAlikes.filter(isOwnAddress)).toEqual([]);
  });

  it('E6: only pages that we ship a link to are opened outside', () => {
    expect(Object.values(externalPages).every((address) => address.startsWith('https://') && mayOpenOutside(address))).toBe(true);
    const others = [
      ...lookAlikes,
      `${externalPages.licence}?next=http://evil.test`,
      `${externalPages.licence}/..`,
      'https://www.apache.org.evil.test/licenses/LICENSE-2.0',
      'HTTPS://www.apache.org/',
    ];
    expect(others.filter(mayOpenOutside)).toEqual([]);
  });

  it('E8: no permission but writing text to the clipboard, and that for our page alone', () => {
    const asked = [
      'media',
      'geolocation',
      'notifications',
      'clipboard-read',
      'midi',
      'usb',
      'serial',
      'hid',
      'fileSystem',
      'openExternal',
      'display-capture',
      'unknown',
    ];
    expect(asked.filter((permission) => isPermitted(permission, 'app://console/'))).toEqual([]);
    expect(isPermitted('clipboard-sanitized-write', 'app://console/')).toBe(true);
    expect(lookAlikes.filter((address) => isPermitted('clipboard-sanitized-write', address))).toEqual([]);
  });

  it('E8: only files that the page made itself are saved', () => {
    expect(isOwnDownload('blob:app://console/0a1b')).toBe(true);
    expect(
      [
        'app://console/main.js',
        'https://evil.test/a',
        'blob:https://evil.test/1',
        'blob:app://console.evil.test/1',
        'data:text/csv,a',
      ].filter(isOwnDownload),
    ).toEqual([]);
  });

  it('E9: a port is given to the top frame of our own window alone', () => {
    const ours = { webContentsId: 7, frameAddress: 'app://console/', isTopFrame: true };
    expect(refuseSender(ours, 7)).toBeUndefined();
    expect(refuseSender(ours, undefined)).toBe('not the window of the console');
    expect(refuseSender({ ...ours, webContentsId: 8 }, 7)).toBe('not the window of the console');
    expect(refuseSender({ ...ours, isTopFrame: false }, 7)).toBe('not the top frame');
    expect(refuseSender({ ...ours, frameAddress: undefined }, 7)).toBe('not a page of the console');
    for (const frameAddress of lookAlikes) expect(refuseSender({ ...ours, frameAddress }, 7)).toBe('not a page of the console');
  });

  it('the host gets no variable that changes how code is loaded', () => {
    const environment = {
      PATH: '/bin',
      HOME: '/home/a',
      NODE_OPTIONS: '--require x',
      node_path: '/x',
      ELECTRON_RUN_AS_NODE: '1',
      LD_PRELOAD: 'x',
      DYLD_INSERT_LIBRARIES: 'x',
      EMPTY: undefined,
    };
    expect(hostEnvironment(environment)).toEqual({ PATH: '/bin', HOME: '/home/a' });
  });
});
