import { useSyncExternalStore } from 'react';
import type { UploadFile } from '../connection/upload.ts';

let pending: readonly UploadFile[] | undefined;
const listeners = new Set<() => void>();

/** Keeps what was dropped or picked until the import page takes it up; files cannot travel in an address. */
export function offerFiles(files: readonly UploadFile[] | undefined): void {
  pending = files;
  for (const listener of listeners) listener();
}

export function usePendingFiles(): readonly UploadFile[] | undefined {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => pending,
  );
}
