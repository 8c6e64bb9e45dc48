import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useClient } from './console-context.tsx';
import { useJobs } from './jobs.ts';
import { areas } from './query-keys.ts';

/** The long-term user embeddings that are stored for a dataset, and who can make them. `turn` changes when there may be more. */
export function useUserEmbeddings(dataset: string, turn: string | undefined) {
  const client = useClient();
  return useQuery({
    queryKey: [areas.tuning, 'embeddings', dataset, turn],
    queryFn: ({ signal }) => client['embeddings.list']({ dataset }, { signal }),
    placeholderData: (before) => before,
  });
}

/** Starts making embeddings; `job` follows it. */
export function useMakeUserEmbeddings() {
  const client = useClient();
  const queries = useQueryClient();
  const start = useMutation({
    mutationFn: (input: { readonly dataset: string; readonly log: string; readonly bundle: string }) => client['embeddings.make'](input),
    onSettled: () => queries.invalidateQueries({ queryKey: [areas.jobs] }),
  });
  const job = useJobs().data?.find(({ id }) => id === start.data?.job);
  return { start, job };
}
