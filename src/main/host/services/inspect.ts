import type { inspectContract } from '../../../contract/inspect.ts';
import type { Handlers } from '../../../rpc/procedure.ts';
import type { HostContext } from '../context.ts';
import { attributeItem } from '../ranking/attribution.ts';
import { inspectRequest } from '../ranking/inspect.ts';
import { itemCard } from '../ranking/item-cards.ts';
import { findItemOfId } from '../ranking/item-of-id.ts';
import { requestCost } from '../ranking/request-cost.ts';
import { whyNot } from '../ranking/why-not.ts';

export function inspectHandlers(context: HostContext): Handlers<typeof inspectContract> {
  return {
    'inspect.request': (input, { signal }) => inspectRequest(context, input, signal),
    'inspect.attribution': (input, { signal }) => attributeItem(context, input, signal),
    'inspect.whyNot': (input, { signal }) => whyNot(context, input, signal),
    'inspect.cost': (input, { signal }) => requestCost(context, input, signal),
    'inspect.findItems': ({ dataset: name, text, limit }) => {
      const { store } = context;
      const dataset = store.datasets.get(name);
      const named = findItemOfId(context, dataset, text.trim());
      const first = named === undefined ? [] : store.items.get(dataset, [named]);
      const found = store.items.search(dataset, text, limit).filter(({ index }) => index !== named);
      return { items: [...first, ...found].slice(0, limit).map(itemCard) };
    },
  };
}
