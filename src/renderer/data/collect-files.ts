import type { UploadFile } from '../connection/upload.ts';

/** Files that operating systems leave in folders and that are no data. */
function isNoise(path: string): boolean {
  return path.split('/').some((part) => part.startsWith('.') || part === '__MACOSX' || part === 'Thumbs.db' || part === 'desktop.ini');
}

/** The files of a picker; with a folder picker their paths begin with the folder's name. */
export function filesOfPicker(list: FileList): readonly UploadFile[] {
  return [...list]
    .map((file) => ({ path: file.webkitRelativePath === '' ? file.name : file.webkitRelativePath, file }))
    .filter((entry) => !isNoise(entry.path));
}

/** The files of a drop, folders walked to the bottom. The transfer is emptied by the browser when the event ends, so its entries are taken first. */
export async function filesOfDrop(transfer: DataTransfer): Promise<readonly UploadFile[]> {
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry()).filter((entry) => entry !== null);
  const loose = [...transfer.files];
  if (entries.length === 0) return loose.map((file) => ({ path: file.name, file })).filter((entry) => !isNoise(entry.path));
  const files: UploadFile[] = [];
  for (const entry of entries) await walk(entry, files);
  return files.filter((entry) => !isNoise(entry.path));
}

async function walk(entry: FileSystemEntry, into: UploadFile[]): Promise<void> {
  if (entry.isFile) {
    const file = await new Promise<File>((resolve, reject) => (entry as FileSystemFileEntry).file(resolve, reject));
    into.push({ path: entry.fullPath.replace(/^\//, ''), file });
    return;
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  // A reader answers in batches (100 in Chromium) and with an empty one at the end.
  for (;;) {
    const batch = await new Promise<readonly FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (batch.length === 0) return;
    for (const child of batch) await walk(child, into);
  }
}
