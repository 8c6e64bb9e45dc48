import { MessageChannel } from 'node:worker_threads';
import { nodePortChannel } from '../../../rpc/channels/node-port.ts';
import { connect } from '../../../rpc/connect.ts';
import { call } from '../../../rpc/procedure.ts';
import { serve } from '../../../rpc/serve.ts';
import type { BenchCase } from '../bench-case.ts';
import { compared, timePairs } from '../measure.ts';

const floats = 1 << 20;

/** A 4 MB column over a thread port: moved by the protocol, against the same column as JSON text. */
export const arraysCase: BenchCase = {
  name: 'arrays',
  summary: 'a 4 MB Float32Array between threads, transferred against JSON',
  async run() {
    const contract = { column: call<Record<string, never>, Float32Array>(), text: call<Record<string, never>, string>() };
    const { port1, port2 } = new MessageChannel();
    const stop = serve(nodePortChannel(port1), contract, {
      column: () => new Float32Array(floats).fill(0.5),
      text: () => JSON.stringify([...new Float32Array(floats).fill(0.5)]),
    });
    const channel = nodePortChannel(port2);
    const client = connect(channel, contract);
    try {
      const times = await timePairs(
        10,
        () => client.column({}),
        async () => Float32Array.from(JSON.parse(await client.text({})) as number[]),
      );
      return [compared('arrays: 4 MB between threads', times.first, 'as JSON', times.second)];
    } finally {
      stop();
      channel.close();
    }
  },
};
