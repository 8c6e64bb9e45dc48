import { openStore } from '../../../../src/main/store/open.ts';

// Opens the workspace named by the first argument, says what it got, and holds it until its input ends.
const store = openStore(process.argv[2] ?? '', { log: { info: () => undefined, error: () => undefined } });
process.stdout.write(`${JSON.stringify({ pid: process.pid, writable: store.writable, writerPid: store.writerPid })}\n`);
process.stdin.resume();
process.stdin.once('end', () => void store.close());
