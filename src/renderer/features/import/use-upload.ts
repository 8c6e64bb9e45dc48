import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { BundleSummary } from '../../../contract/bundles.ts';
import { uploadFiles, type UploadFile, type UploadProgress } from '../../connection/upload.ts';
import { useClient } from '../../data/console-context.tsx';
import { codeOf } from '../../data/console-error.ts';
import { areas } from '../../data/query-keys.ts';
import { isBundle, proposedName } from './upload-names.ts';

export type UploadState =
  | { readonly type: 'idle' }
  | { readonly type: 'sending'; readonly files: readonly UploadFile[]; readonly progress: UploadProgress }
  | { readonly type: 'bundle'; readonly bundle: BundleSummary }
  | { readonly type: 'failed'; readonly error: unknown };

/** Sends chosen files to the host, a later choice replacing an earlier one; a bundle is added at once, a dataset waits for its preview. */
export function useUpload(onDataset: (grant: string, name: string) => void) {
  const client = useClient();
  const queries = useQueryClient();
  const [state, setState] = useState<UploadState>({ type: 'idle' });
  const running = useRef<AbortController>(undefined);
  useEffect(() => () => running.current?.abort(), []);
  const tell = useRef(onDataset);
  useEffect(() => {
    tell.current = onDataset;
  });

  const start = useCallback(
    (files: readonly UploadFile[]) => {
      running.current?.abort();
      const stop = new AbortController();
      running.current = stop;
      const settle = (next: UploadState) => {
        if (running.current === stop) setState(next);
      };
      async function send(): Promise<UploadState> {
        if (files.length === 0) throw new Error('The drop held no files. Folders are read to the bottom; hidden files are left out.');
        settle({ type: 'sending', files, progress: { sentBytes: 0, totalBytes: files.reduce((sum, { file }) => sum + file.size, 0) } });
        const grant = await uploadFiles(client, files, (progress) => settle({ type: 'sending', files, progress }), stop.signal);
        if (!isBundle(files)) {
          if (running.current === stop) tell.current(grant, proposedName(files));
          return { type: 'idle' };
        }
        // The workspace keeps its own copy, or refused it: the upload is given back either way.
        const bundle = await client['bundles.add']({ grant }, { signal: stop.signal }).finally(async () => {
          await client['imports.discard']({ grant }).catch(() => undefined);
        });
        await queries.invalidateQueries({ queryKey: [areas.bundles] });
        return { type: 'bundle', bundle };
      }
      send().then(settle, (error: unknown) => settle(codeOf(error) === 'cancelled' ? { type: 'idle' } : { type: 'failed', error }));
    },
    [client, queries],
  );
  const cancel = useCallback(() => {
    running.current?.abort();
    running.current = undefined;
    setState({ type: 'idle' });
  }, []);
  return { state, start, cancel };
}
