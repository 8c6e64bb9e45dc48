import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import type { SessionSummary } from '../../contract/sessions.ts';
import { useClient } from './console-context.tsx';
import { areas } from './query-keys.ts';

/** Sessions asked for at a time. */
export const sessionPage = 200;

/** Pages of the session list, newest question last; `search` matches users, session ids and titles. */
export function useSessions(dataset: string | undefined, search: string) {
  const client = useClient();
  return useInfiniteQuery({
    queryKey: [areas.sessions, 'list', dataset, search],
    enabled: dataset !== undefined,
    placeholderData: keepPreviousData,
    initialPageParam: 0,
    queryFn: ({ pageParam, signal }) =>
      client['sessions.list'](
        { dataset: dataset ?? '', ...(search === '' ? {} : { search }), limit: sessionPage, offset: pageParam },
        { signal },
      ),
    getNextPageParam: (last, pages) => {
      const loaded = pages.reduce((count, page) => count + page.sessions.length, 0);
      return loaded < last.total && last.sessions.length > 0 ? loaded : undefined;
    },
  });
}

/** The session with most to see among the first that are listed: what is opened where none was chosen. */
export function longestSession(first: readonly SessionSummary[] | undefined): SessionSummary | undefined {
  return first?.toSorted((a, b) => b.events - a.events)[0];
}

export function useSessionEvents(dataset: string | undefined, session: string | undefined) {
  const client = useClient();
  return useQuery({
    queryKey: [areas.sessions, 'events', dataset, session],
    enabled: dataset !== undefined && session !== undefined,
    queryFn: ({ signal }) => client['sessions.events']({ dataset: dataset ?? '', session: session ?? '' }, { signal }),
  });
}

/** The newest `limit` events before position `before` of a user's sequence, oldest first. */
export function useHistory(dataset: string | undefined, user: string | undefined, before: number | undefined, limit = 200) {
  const client = useClient();
  return useQuery({
    queryKey: [areas.sessions, 'history', dataset, user, before, limit],
    enabled: dataset !== undefined && user !== undefined,
    queryFn: ({ signal }) =>
      client['sessions.history'](
        { dataset: dataset ?? '', user: user ?? '', limit, ...(before === undefined ? {} : { before }) },
        { signal },
      ),
  });
}

/** The newest session of a user. */
export function useLastSession(dataset: string, user: string) {
  const client = useClient();
  return useQuery({
    queryKey: [areas.sessions, 'last', dataset, user],
    queryFn: async ({ signal }) => {
      const { sessions } = await client['sessions.list']({ dataset, user, limit: 1000, offset: 0 }, { signal });
      return sessions.toSorted((a, b) => (a.start < b.start ? 1 : -1))[0];
    },
  });
}
