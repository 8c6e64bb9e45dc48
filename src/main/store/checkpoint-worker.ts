import { parentPort, workerData } from 'node:worker_threads';
import { openConnection } from './connection.ts';

/** Folds the write-ahead log into the database whenever asked, away from the thread that writes. */
const port = parentPort;
if (port === null) throw new Error('The checkpoint worker runs as a worker thread only.');

const connection = openConnection(workerData as string, { writable: true });

port.on('message', (message: 'checkpoint' | 'stop') => {
  if (message === 'stop') {
    connection.close();
    port.close();
    return;
  }
  connection.pragma('wal_checkpoint(PASSIVE)');
  port.postMessage('done');
});
