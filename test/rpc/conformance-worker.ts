import { parentPort } from 'node:worker_threads';
import { nodePortChannel } from '../../src/rpc/channels/node-port.ts';
import { serve } from '../../src/rpc/serve.ts';
import { conformanceContract, conformanceHandlers } from './conformance-contract.ts';

if (parentPort === null) throw new Error('This file runs in a worker thread.');
const { handlers, onInternalError } = conformanceHandlers();
serve(nodePortChannel(parentPort), conformanceContract, handlers, { onInternalError });
