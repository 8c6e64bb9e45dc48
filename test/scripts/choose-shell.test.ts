import { describe, expect, it } from 'vitest';
import { chooseShell, hasDisplay, type Machine } from '../../scripts/choose-shell.ts';

const desktop: Machine = { platform: 'linux', hasDisplay: true, isRoot: false, electron: 'present', wantsServed: false };

describe('which shell npm start opens', () => {
  it('the desktop where Electron and a display are there', () => {
    expect(chooseShell(desktop)).toEqual({ type: 'desktop' });
    expect(chooseShell({ ...desktop, platform: 'darwin', isRoot: true })).toEqual({ type: 'desktop' });
  });

  it('tries the download where only the binary is missing, once', () => {
    expect(chooseShell({ ...desktop, electron: 'absent' })).toEqual({ type: 'download' });
    expect(chooseShell({ ...desktop, electron: 'download-failed' })).toMatchObject({
      type: 'served',
      reason: expect.stringContaining('20 seconds') as string,
    });
  });

  it.each([
    ['there is no display here', { hasDisplay: false, electron: 'absent' as const }],
    ["Electron's sandbox does not run as root", { isRoot: true, electron: 'absent' as const }],
    ['it was asked for', { wantsServed: true }],
  ])('the served shell, without a download, because %s', (reason, change) => {
    expect(chooseShell({ ...desktop, ...change })).toEqual({ type: 'served', reason: `Using the served shell: ${reason}.` });
  });

  it('knows where a window can be shown', () => {
    expect(hasDisplay('linux', {})).toBe(false);
    expect(hasDisplay('linux', { DISPLAY: '', WAYLAND_DISPLAY: '' })).toBe(false);
    expect(hasDisplay('linux', { WAYLAND_DISPLAY: 'wayland-0' })).toBe(true);
    expect(hasDisplay('win32', {})).toBe(true);
  });
});
