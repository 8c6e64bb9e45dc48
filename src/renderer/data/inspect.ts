import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useEffect, useMemo } from 'react';
import { type EventAttribution, plainRequest, type RequestInput } from '../../contract/inspect.ts';
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

/** Events left out in one question, from the newest on: few at first, so that something is seen soon. Each costs one more reading of the history. */
const attributedAtOnce = [16, 48, 64] as const;
/** Events left out without being asked to: enough for most of what counts, few enough for every candidate that is looked at. */
const attributedUnasked = 64;

/** What events of the history are worth to one item, as far as it is known. */
export interface KnownAttribution {
  readonly events: readonly EventAttribution[];
  /** Events that were read and not left out yet. */
  readonly older: number;
  readonly busy: boolean;
}

/**
 * What each event of the history is worth to one item, by leaving it out: the newest events first, older ones when `all` are wanted. Heads do not depend on
 * weights, so a moving slider asks nothing; another item cancels what still runs.
 */
export function useAttribution(
  question: InspectQuestion | undefined,
  item: string | undefined,
  all: boolean,
): KnownAttribution | undefined {
  const client = useClient();
  const query = useInfiniteQuery({
    queryKey: [areas.ranking, 'attribution', question, item],
    enabled: question !== undefined && item !== undefined,
    initialPageParam: 0,
    queryFn: ({ signal, pageParam: skip }) => {
      if (question === undefined || item === undefined) throw new Error('No item is chosen.');
      const events = skip === 0 ? attributedAtOnce[0] : skip < attributedUnasked ? attributedAtOnce[1] : attributedAtOnce[2];
      return client['inspect.attribution']({ ...plainRequest, ...question, k: candidateLimit, item, events, skip }, { signal });
    },
    getNextPageParam: (last, pages) => (last.older === 0 ? undefined : pages.reduce((sum, page) => sum + page.events.length, 0)),
  });
  const { data, hasNextPage, isFetching, isError, fetchNextPage } = query;
  const known = data?.pages.reduce((sum, page) => sum + page.events.length, 0) ?? 0;
  useEffect(() => {
    if (hasNextPage && !isFetching && !isError && (all || known < attributedUnasked)) void fetchNextPage();
  }, [hasNextPage, isFetching, isError, fetchNextPage, all, known]);
  return useMemo(
    () =>
      data === undefined
        ? undefined
        : { events: data.pages.toReversed().flatMap((page) => page.events), older: data.pages.at(-1)?.older ?? 0, busy: isFetching },
    [data, isFetching],
  );
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
