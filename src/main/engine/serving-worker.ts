import { parentPort } from 'node:worker_threads';
import { nodePortChannel } from '../../rpc/channels/node-port.ts';
import { serve } from '../../rpc/serve.ts';
import { servingContract } from './contract.ts';
import { ServingEngine } from './serving-engine.ts';

// The serving worker: every ONNX session of the console lives in this thread. It ends by draining only (see `EngineClient.close`).
if (parentPort === null) throw new Error('The serving worker runs in a worker thread.');
const channel = nodePortChannel(parentPort);
const engine = new ServingEngine();
serve(
  channel,
  servingContract,
  // One turn later, so that the answer to the stop is out before the port closes; the thread then has nothing left and ends.
  engine.handlers(() => setImmediate(() => channel.close())),
  {
    onInternalError: (info, error) =>
      console.error(
        JSON.stringify({
          level: 'error',
          message: 'the serving worker failed',
          id: info.id,
          stack: error instanceof Error ? error.stack : String(error),
        }),
      ),
  },
);
