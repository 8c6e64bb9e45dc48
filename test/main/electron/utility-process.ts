import { parentPort } from 'node:worker_threads';

/**
 * Stands where Electron's utility process would: a thread whose `process.parentPort` has the form that Electron gives it,
 * around the real entry of the host.
 */
const port = parentPort;
if (port === null) throw new Error('This file runs in a worker thread.');
Object.assign(process, {
  parentPort: {
    on: (_event: 'message', listener: (event: unknown) => void) => port.on('message', listener),
    postMessage: (message: unknown) => port.postMessage(message),
  },
});
await import('../../../src/main/electron/host-entry.ts');
