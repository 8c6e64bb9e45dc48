import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useClient } from './console-context.tsx';
import { areas } from './query-keys.ts';

export function useBundles() {
  const client = useClient();
  return useQuery({
    queryKey: [areas.bundles, 'list'],
    queryFn: async ({ signal }) => (await client['bundles.list']({}, { signal })).bundles,
  });
}

export function useRemoveBundle() {
  const client = useClient();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (bundle: string) => client['bundles.remove']({ bundle }),
    onSuccess: () => queries.invalidateQueries({ queryKey: [areas.bundles] }),
  });
}
