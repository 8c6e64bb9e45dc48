import { useQuery } from '@tanstack/react-query';
import type { NamedPolicy } from '../../contract/explanations.ts';
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

/** Why a policy does what it does with one request. */
export function useRequestExplanation(of: NamedPolicy, request: number, enabled: boolean) {
  const client = useClient();
  return useQuery({
    queryKey: [areaOf(of), 'explain', of, request],
    enabled,
    retry: false,
    queryFn: ({ signal }) => client['tuning.explain']({ of, request }, { signal }),
  });
}

/** The requests that a policy changes most, of those that are looked at. */
export function useChangedRequests(of: NamedPolicy, enabled: boolean) {
  const client = useClient();
  return useQuery({
    queryKey: [areaOf(of), 'changed', of],
    enabled,
    retry: false,
    queryFn: ({ signal }) => client['tuning.changed']({ of, limit: 20 }, { signal }),
  });
}

function areaOf(of: NamedPolicy) {
  return 'policy' in of ? areas.policies : areas.runs;
}
