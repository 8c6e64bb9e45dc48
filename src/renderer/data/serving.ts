import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useClient } from './console-context.tsx';
import { areas } from './query-keys.ts';

/** How a policy is served, and the answers that were logged of it. */
export function useServing(policy: number) {
  const client = useClient();
  return useQuery({
    queryKey: [areas.policies, 'serving', policy],
    queryFn: ({ signal }) => client['serving.get']({ policy, limit: 50 }, { signal }),
  });
}

type Drill = Parameters<ReturnType<typeof useClient>['serving.drill']>[0];

/** Causes failures on purpose; what was logged is read again. */
export function useDrill() {
  const client = useClient();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (input: Drill) => client['serving.drill'](input),
    onSettled: () => queries.invalidateQueries({ queryKey: [areas.policies] }),
  });
}
