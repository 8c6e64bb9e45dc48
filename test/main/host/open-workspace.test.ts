import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createLog } from '../../../src/main/host/log.ts';
import { openWorkspace } from '../../../src/main/host/open-workspace.ts';
import { temporaryFolder } from '../files/temporary-folder.ts';

const root = temporaryFolder();
const log = createLog('error');

describe('a workspace folder', () => {
  it('is made when it is absent', async () => {
    const store = openWorkspace(join(root, 'new', 'folder'), log);
    expect(store.writable).toBe(true);
    await store.close();
  });

  it('that cannot be one is named in one sentence, with what to do', () => {
    const file = join(root, 'file');
    writeFileSync(file, 'no folder');
    for (const [folder, problem] of [
      [file, 'a file has this name'],
      [join(file, 'below'), 'a part of the path is a file'],
    ] as const) {
      expect(() => openWorkspace(folder, log)).toThrow(
        expect.objectContaining({
          code: 'bad-file',
          file: folder,
          message: expect.stringContaining(`${problem}. Choose another with --data`),
        }),
      );
    }
  });
});
