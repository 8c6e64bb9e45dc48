import { useQuery } from '@tanstack/react-query';
import { useClient } from './console-context.tsx';
import { areas } from './query-keys.ts';

interface LoggedRequest {
  readonly dataset: string;
  readonly log: string;
  /** Row in the log, from 0. */
  readonly request: number;
}

/** One request of an exploration log as it was served. */
export function useLoggedRequest({ dataset, log, request }: LoggedRequest) {
  const client = useClient();
  return useQuery({
    queryKey: [areas.datasets, 'request', dataset, log, request],
    queryFn: ({ signal }) => client['requests.get']({ dataset, log, request }, { signal }),
  });
}
