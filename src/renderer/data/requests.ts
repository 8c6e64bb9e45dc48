import { useQuery } from '@tanstack/react-query';
import { useClient } from './console-context.tsx';
import { areas } from './query-keys.ts';

interface LoggedRequest {
  readonly dataset: string;
  readonly log: string;
  /** Row in the log, from 0. */
  readonly request: number;
  readonly enabled?: boolean;
}

/** One request of an exploration log as it was served. */
export function useLoggedRequest({ dataset, log, request, enabled = true }: LoggedRequest) {
  const client = useClient();
  return useQuery({
    queryKey: [areas.datasets, 'request', dataset, log, request],
    enabled,
    queryFn: ({ signal }) => client['requests.get']({ dataset, log, request }, { signal }),
  });
}

/** The first thousand requests whose candidates are all kept. */
export function useExpandedRequests(dataset: string, log: string) {
  const client = useClient();
  return useQuery({
    queryKey: [areas.datasets, 'expanded', dataset, log],
    queryFn: ({ signal }) => client['requests.expanded']({ dataset, log, from: 0, limit: 1000 }, { signal }),
  });
}

/** What the net of a run predicts for one request under every action. */
export function useRequestExplanation(run: number, request: number, enabled: boolean) {
  const client = useClient();
  return useQuery({
    queryKey: [areas.runs, 'explain', run, request],
    enabled,
    retry: false,
    queryFn: ({ signal }) => client['tuning.explain']({ run, request }, { signal }),
  });
}
