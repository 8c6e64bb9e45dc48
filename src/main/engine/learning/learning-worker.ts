import { parentPort } from 'node:worker_threads';
import { nodePortChannel } from '../../../rpc/channels/node-port.ts';
import { serve } from '../../../rpc/serve.ts';
import { learningContract } from './contract.ts';
import { learningHandlers } from './handlers.ts';

// The learning worker: nets are trained here, on the CPU only, so that serving never waits for it. It ends by draining (see `LearningClient.close`).
if (parentPort === null) throw new Error('The learning worker runs in a worker thread.');
const channel = nodePortChannel(parentPort);
serve(
  channel,
  learningContract,
  learningHandlers(() => setImmediate(() => channel.close())),
  {
    onInternalError: (info, error) =>
      console.error(
        JSON.stringify({
          level: 'error',
          message: 'the learning worker failed',
          id: info.id,
          stack: error instanceof Error ? error.stack : String(error),
        }),
      ),
  },
);
