import { parentPort } from 'node:worker_threads';
import { nodePortChannel } from '../../rpc/channels/node-port.ts';
import { serve } from '../../rpc/serve.ts';
import { computeContract } from './contract.ts';
import { computeHandlers } from './handlers.ts';

const port = parentPort;
if (port === null) throw new Error('The compute worker runs as a worker thread only.');

const end = serve(nodePortChannel(port), computeContract, computeHandlers(stop), {
  onInternalError: (info, error) => {
    process.stderr.write(
      `${JSON.stringify({ level: 'error', message: 'a compute task failed', id: info.id, stack: error instanceof Error ? error.stack : String(error) })}\n`,
    );
  },
});

/** The answer goes out first; a closed port leaves nothing that keeps the thread alive. */
function stop(): void {
  setImmediate(() => {
    end();
    port?.close();
  });
}
