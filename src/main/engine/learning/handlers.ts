import { RpcError } from '../../../rpc/error.ts';
import type { Handlers } from '../../../rpc/procedure.ts';
import type { LearningContract } from './contract.ts';
import { learnNetwork } from './learn-network.ts';
import { learnPolicies } from './learn-policies.ts';

/** One learner at a time: it has one thread. `stop` is called once nothing runs any more. */
export function learningHandlers(stop: () => void): Handlers<LearningContract> {
  let last: Promise<unknown> = Promise.resolve();
  const stopping = new AbortController();

  async function* inTurn<Item>(work: (signal: AbortSignal) => AsyncGenerator<Item>, signal: AbortSignal): AsyncGenerator<Item> {
    const before = last;
    const { promise, resolve } = Promise.withResolvers<void>();
    last = promise;
    try {
      await before;
      yield* work(AbortSignal.any([signal, stopping.signal]));
    } finally {
      resolve();
    }
  }

  return {
    'learning.network': (query, { signal }) => inTurn((both) => learnNetwork(query, both), signal),
    'learning.policies': (query, { signal }) => inTurn((both) => learnPolicies(query, both), signal),
    'learning.stop': async () => {
      stopping.abort(new RpcError({ code: 'cancelled', message: 'The console is closing.' }));
      await last;
      stop();
      return undefined;
    },
  };
}
