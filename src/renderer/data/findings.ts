import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Expectation } from '../../contract/findings.ts';
import type { RequestInput } from '../../contract/inspect.ts';
import { useClient } from './console-context.tsx';
import { areas } from './query-keys.ts';

/** Findings of one dataset, the newest first. */
export function useFindings(dataset: string) {
  const client = useClient();
  return useQuery({
    queryKey: [areas.findings, 'list', dataset],
    queryFn: async ({ signal }) => (await client['findings.list']({ dataset }, { signal })).findings,
  });
}

export function useKeepFinding() {
  const client = useClient();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (input: { request: RequestInput; item?: string; author: string; note: string; expect?: Expectation }) =>
      client['findings.create'](input),
    onSettled: () => queries.invalidateQueries({ queryKey: [areas.findings] }),
  });
}

export function useRemoveFinding() {
  const client = useClient();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (finding: number) => client['findings.remove']({ finding }),
    onSettled: () => queries.invalidateQueries({ queryKey: [areas.findings] }),
  });
}

/** Looks at a finding again; an answer stays on screen until it is asked anew. */
export function useRerunFinding() {
  const client = useClient();
  return useMutation({
    mutationFn: ({ finding, bundle }: { readonly finding: number; readonly bundle: string }) =>
      client['findings.rerun']({ finding, bundle }),
  });
}

export function useExportFindings() {
  const client = useClient();
  return useMutation({
    mutationFn: ({ format, findings }: { readonly format: 'json' | 'csv'; readonly findings: readonly number[] }) =>
      client['findings.export']({ format, findings: [...findings] }),
  });
}
