import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { plainRequest, type RequestInput } from '../../contract/inspect.ts';
import { useClient } from './console-context.tsx';
import { areas } from './query-keys.ts';

/** What makes an order besides the weights, which the page applies itself. */
export type InspectQuestion = Omit<RequestInput, 'k' | 'weights'>;

/** Candidates asked for: what the table shows and what a change of weights reorders. */
export const candidateLimit = 100;

/** One request through every stage, at the bundle's own weights; other weights are applied in the page, to the same heads. */
export function useInspect(question: InspectQuestion | undefined) {
  const client = useClient();
  return useQuery({
    queryKey: [areas.ranking, 'inspect', question],
    enabled: question !== undefined,
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) => {
      if (question === undefined) throw new Error('No request is chosen.');
      return client['inspect.request']({ ...plainRequest, ...question, k: candidateLimit }, { signal });
    },
  });
}

/** Events left out at first, and in the end: each costs one more reading of the history. */
const attributedFirst = 16;
const attributedMost = 64;

/**
 * What each event of the history is worth to one item, by leaving it out: the newest events first, then more. Heads do not depend on weights, so a moving
 * slider asks nothing; another item cancels what still runs.
 */
export function useAttribution(question: InspectQuestion | undefined, item: string | undefined) {
  const first = useAttributedEvents(question, item, attributedFirst);
  const more = useAttributedEvents(first.data === undefined || first.data.older === 0 ? undefined : question, item, attributedMost);
  return more.data ?? first.data;
}

function useAttributedEvents(question: InspectQuestion | undefined, item: string | undefined, events: number) {
  const client = useClient();
  return useQuery({
    queryKey: [areas.ranking, 'attribution', question, item, events],
    enabled: question !== undefined && item !== undefined,
    queryFn: ({ signal }) => {
      if (question === undefined || item === undefined) throw new Error('No item is chosen.');
      return client['inspect.attribution']({ ...plainRequest, ...question, k: candidateLimit, item, events }, { signal });
    },
  });
}

/** The request measured with one model for both stages and with two; asked for apart, since it takes as long as several requests. */
export function useRequestCost(question: InspectQuestion | undefined) {
  const client = useClient();
  return useQuery({
    queryKey: [areas.ranking, 'cost', question],
    enabled: question !== undefined,
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: ({ signal }) => {
      if (question === undefined) throw new Error('No request is chosen.');
      return client['inspect.cost']({ ...plainRequest, ...question, k: candidateLimit }, { signal });
    },
  });
}

/** Why an item is not among the first `shown` of the order under these weights. */
export function useWhyNot(
  question: InspectQuestion | undefined,
  weights: Readonly<Record<string, number>>,
  item: string | undefined,
  shown: number,
) {
  const client = useClient();
  return useQuery({
    queryKey: [areas.ranking, 'whyNot', question, weights, item, shown],
    enabled: question !== undefined && item !== undefined,
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) => {
      if (question === undefined || item === undefined) throw new Error('No item is chosen.');
      return client['inspect.whyNot']({ ...plainRequest, ...question, weights, k: candidateLimit, item, shown }, { signal });
    },
  });
}

/** Items by a part of their title, or by their id. */
export function useFindItems(dataset: string, text: string) {
  const client = useClient();
  return useQuery({
    queryKey: [areas.datasets, 'findItems', dataset, text],
    enabled: text.trim() !== '',
    placeholderData: keepPreviousData,
    queryFn: async ({ signal }) => (await client['inspect.findItems']({ dataset, text, limit: 20 }, { signal })).items,
  });
}
