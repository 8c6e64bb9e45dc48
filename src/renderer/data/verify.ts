import { useMutation, useQueries, useQuery, useQueryClient } from '@tanstack/react-query';
import { useClient } from './console-context.tsx';
import { areas } from './query-keys.ts';
import { useRuns } from './tuning.ts';

/** Runs looked through for the newest measurement of each check: one for all of them, and those of single checks after it. */
const runsRead = 12;

/** Every claim that can be checked; they belong to this version of the console and never change while it runs. */
export function useChecks() {
  const client = useClient();
  return useQuery({
    queryKey: ['checks'],
    queryFn: async ({ signal }) => (await client['verify.checks']({}, { signal })).checks,
  });
}

/** The newest verification runs with their results, newest first. */
export function useVerifyRuns() {
  const client = useClient();
  const list = useRuns();
  const runs = (list.data ?? []).filter((run) => run.kind === 'verify').slice(0, runsRead);
  const loaded = useQueries({
    queries: runs.map((run) => ({
      queryKey: [areas.runs, 'one', run.id],
      queryFn: ({ signal }: { readonly signal: AbortSignal }) => client['runs.get']({ run: run.id }, { signal }),
    })),
  });
  return {
    runs: loaded.flatMap((query) => (query.data === undefined ? [] : [query.data])),
    isPending: list.isPending || loaded.some((query) => query.isPending),
    error: list.error ?? loaded.find((query) => query.error !== null)?.error ?? undefined,
    retry: () => void Promise.all([list.refetch(), ...loaded.map((query) => query.refetch())]),
  };
}

export interface VerifyQuestion {
  /** Name of one check; all where absent. */
  readonly only?: string;
  readonly seed: number;
}

export function useStartVerify() {
  const client = useClient();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (question: VerifyQuestion) => client['verify.start'](question),
    onSettled: () => queries.invalidateQueries({ queryKey: [areas.jobs] }),
  });
}
