import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useClient } from './console-context.tsx';
import { areas } from './query-keys.ts';

/** All jobs, newest first. Change events say that a job moved; while one runs its progress is also asked for twice a second. */
export function useJobs() {
  const client = useClient();
  return useQuery({
    queryKey: [areas.jobs, 'list'],
    queryFn: async ({ signal }) => (await client['jobs.list']({}, { signal })).jobs.toSorted((a, b) => b.id - a.id),
    refetchInterval: (query) => (query.state.data?.some((job) => job.state === 'running') === true ? 500 : false),
  });
}

export function useCancelJob() {
  const client = useClient();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (job: number) => client['jobs.cancel']({ job }),
    onSettled: () => queries.invalidateQueries({ queryKey: [areas.jobs] }),
  });
}
