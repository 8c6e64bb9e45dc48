import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useClient } from './console-context.tsx';
import { areas } from './query-keys.ts';

export function useDatasets() {
  const client = useClient();
  return useQuery({
    queryKey: [areas.datasets, 'list'],
    queryFn: async ({ signal }) => (await client['datasets.list']({}, { signal })).datasets,
  });
}

export function useRemoveDataset() {
  const client = useClient();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (dataset: string) => client['datasets.remove']({ dataset }),
    onSuccess: () => queries.invalidateQueries({ queryKey: [areas.datasets] }),
  });
}
