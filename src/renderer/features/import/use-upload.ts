import { useQueryClient, type QueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { BundleSummary } from '../../../contract/bundles.ts';
import type { ConsoleContract } from '../../../contract/index.ts';
import type { Client } from '../../../rpc/procedure.ts';
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
      const onProgress = (progress: UploadProgress) => settle({ type: 'sending', files, progress });
      const onGrant = (grant: string) => running.current === stop && tell.current(grant, proposedName(files));
      send(client, queries, { files, onProgress, onGrant, signal: stop.signal }).then(settle, (error: unknown) =>
        settle(codeOf(error) === 'cancelled' ? { type: 'idle' } : { type: 'failed', error }),
      );
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

interface Sending {
  readonly files: readonly UploadFile[];
  readonly onProgress: (progress: UploadProgress) => void;
  readonly onGrant: (grant: string) => void;
  readonly signal: AbortSignal;
}

async function send(
  client: Client<ConsoleContract>,
  queries: QueryClient,
  { files, onProgress, onGrant, signal }: Sending,
): Promise<UploadState> {
  if (files.length === 0) throw new Error('The drop held no files. Folders are read to the bottom; hidden files are left out.');
  onProgress({ sentBytes: 0, totalBytes: files.reduce((sum, { file }) => sum + file.size, 0) });
  const grant = await uploadFiles(client, files, onProgress, signal);
  if (!isBundle(files)) {
    onGrant(grant);
    return { type: 'idle' };
  }
  // The workspace keeps its own copy, or refused it: the upload is given back either way.
  try {
    const bundle = await client['bundles.add']({ grant }, { signal });
    await queries.invalidateQueries({ queryKey: [areas.bundles] });
    return { type: 'bundle', bundle };
  } finally {
    await client['imports.discard']({ grant }).catch(() => undefined);
  }
}
