import type { explanationsContract } from '../../../contract/explanations.ts';
import { RpcError } from '../../../rpc/error.ts';
import type { Handlers } from '../../../rpc/procedure.ts';
import type { HostContext } from '../context.ts';
import { askedPolicy } from '../register/asked-policy.ts';
import { changedRequests } from '../register/changed-requests.ts';
import { explainer } from '../register/explainer.ts';

/** Why a policy does what it does with one request. */
export function explanationsHandlers({ store }: Pick<HostContext, 'store'>): Handlers<typeof explanationsContract> {
  return {
    'tuning.explain': ({ of, request }) => {
      const asked = askedPolicy(store, of);
      const { dataset, log } = asked;
      const { explain } = explainer(store, asked);
      if (request >= log.rows)
        throw new RpcError({
          code: 'not-found',
          message: `The log "${log.name}" has requests 0 to ${log.rows - 1}; there is no ${request}.`,
        });
      return explain(store.logs.row(dataset, log.name, request));
    },

    'tuning.changed': ({ of, limit }, { signal }) => {
      const asked = askedPolicy(store, of);
      return changedRequests(store, asked, explainer(store, asked), { limit, signal });
    },
  };
}
