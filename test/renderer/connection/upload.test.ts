import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { consoleContract } from '../../../src/contract/index.ts';
import { createHost } from '../../../src/main/host/host.ts';
import { uploadFiles, type UploadProgress } from '../../../src/renderer/connection/upload.ts';
import { domPortChannel } from '../../../src/rpc/channels/dom-port.ts';
import { connect } from '../../../src/rpc/connect.ts';
import { serve } from '../../../src/rpc/serve.ts';

/** A real host behind a port like the desktop's. */
async function start() {
  const folder = mkdtempSync(join(tmpdir(), 'paretoscope-upload-'));
  const host = await createHost({
    shell: 'cli',
    version: '0',
    dataDirectory: folder,
    resourcesDirectory: join(folder, 'none'),
    device: 'cpu',
    importRoots: [],
    logLevel: 'silent',
  });
  const { port1, port2 } = new MessageChannel();
  serve(domPortChannel(port2), consoleContract, host.handlers);
  const channel = domPortChannel(port1);
  onTestFinished(async () => {
    channel.close();
    await host.close();
    rmSync(folder, { recursive: true });
  });
  const leftOvers = () => (readdirSync(folder).includes('incoming') ? readdirSync(join(folder, 'incoming')) : []);
  return { client: connect(channel, consoleContract), leftOvers };
}

function events(rows: number): string {
  return `user,item,action,ts\n${Array.from({ length: rows }, (_, row) => `user-${row % 50},item-${row},click,${1_700_000_000 + row}`).join('\n')}\n`;
}

describe('files dropped on the page', () => {
  it('arrive whole, in chunks, and can be previewed under their grant', async () => {
    const { client } = await start();
    const text = events(80_000);
    const progress: UploadProgress[] = [];
    const files = [
      { path: 'log/events.csv', file: new File([text], 'events.csv') },
      { path: 'log/items.csv', file: new File(['item,title\nitem-1,A title\n'], 'items.csv') },
    ];
    const grant = await uploadFiles(client, files, (each) => progress.push(each));
    const total = files.reduce((sum, { file }) => sum + file.size, 0);
    expect(total).toBeGreaterThan(2 * 1024 * 1024);
    expect(progress[0]).toEqual({ sentBytes: 0, totalBytes: total });
    expect(progress.at(-1)).toEqual({ sentBytes: total, totalBytes: total });
    const preview = await client['imports.preview']({ grant });
    expect(preview.format).toBe('events');
    expect(Object.fromEntries(preview.files.map(({ path, bytes }) => [path.split('/').at(-1), bytes]))).toEqual({
      'events.csv': text.length,
      'items.csv': files[1]?.file.size,
    });
  });

  it('leave nothing behind when the person cancels', async () => {
    const { client, leftOvers } = await start();
    const stop = new AbortController();
    const uploading = uploadFiles(
      client,
      [{ path: 'events.csv', file: new File([events(200_000)], 'events.csv') }],
      ({ sentBytes }) => {
        if (sentBytes > 0) stop.abort();
      },
      stop.signal,
    );
    await expect(uploading).rejects.toMatchObject({ code: 'cancelled' });
    expect(leftOvers()).toEqual([]);
  });

  it('leave nothing behind when a file cannot be read, and name it', async () => {
    const { client, leftOvers } = await start();
    const file = new File([events(100)], 'events.csv');
    Object.assign(file, { slice: () => ({ arrayBuffer: () => Promise.reject(new DOMException('gone', 'NotReadableError')) }) });
    await expect(uploadFiles(client, [{ path: 'events.csv', file }])).rejects.toMatchObject({ code: 'bad-file', file: 'events.csv' });
    expect(leftOvers()).toEqual([]);
  });
});
