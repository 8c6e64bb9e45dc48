import { describe, expect, it } from 'vitest';
import { workspaceDirectory } from '../../../src/main/shell/workspace-directory.ts';

describe('the workspace folder', () => {
  it('prefers what was given, then the environment, then the platform', () => {
    expect(workspaceDirectory('/a/b', { PARETOSCOPE_DATA: '/c' }, 'linux', '/home/u')).toBe('/a/b');
    expect(workspaceDirectory(undefined, { PARETOSCOPE_DATA: '/c' }, 'linux', '/home/u')).toBe('/c');
    expect(workspaceDirectory(undefined, {}, 'linux', '/home/u')).toBe('/home/u/.local/share/paretoscope');
    expect(workspaceDirectory(undefined, { XDG_DATA_HOME: '/x' }, 'linux', '/home/u')).toBe('/x/paretoscope');
    expect(workspaceDirectory(undefined, {}, 'darwin', '/Users/u')).toBe('/Users/u/Library/Application Support/Paretoscope');
    expect(workspaceDirectory(undefined, { LOCALAPPDATA: '/l' }, 'win32', '/u')).toBe('/l/Paretoscope');
  });
});
