import { parentPort } from 'node:worker_threads';
import { computeContract } from '../../../src/main/compute/contract.ts';
import { computeHandlers } from '../../../src/main/compute/handlers.ts';
import { nodePortChannel } from '../../../src/rpc/channels/node-port.ts';
import { serve } from '../../../src/rpc/serve.ts';

/** The real worker, except that previews of three made-up paths end it, throw outside any call, or never give way. */
if (parentPort === null) throw new Error('a worker only');
const port = parentPort;
const handlers = computeHandlers(() => setImmediate(() => port.close()));
serve(nodePortChannel(port), computeContract, {
  ...handlers,
  'import.preview': (input, context) => {
    if (input.path === '/exit') process.exit(3);
    if (input.path === '/throw')
      setImmediate(() => {
        throw new Error('thrown outside any call');
      });
    if (input.path === '/throw') return new Promise(() => undefined);
    while (input.path === '/spin') Math.sqrt(2);
    return handlers['import.preview'](input, context);
  },
});
