import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { SweepInput } from '../../contract/tuning.ts';
import { useClient } from './console-context.tsx';
import { areas } from './query-keys.ts';

/** What each exploration log of a dataset holds. */
export function useLogs(dataset: string | undefined) {
  const client = useClient();
  return useQuery({
    queryKey: [areas.tuning, 'logs', dataset],
    enabled: dataset !== undefined,
    queryFn: async ({ signal }) => (await client['tuning.logs']({ dataset: dataset ?? '' }, { signal })).logs,
  });
}

/** What the heads said over the time of a log; `health` is absent where the log keeps no candidates. */
export function useHeadHealth(dataset: string, log: string) {
  const client = useClient();
  return useQuery({
    queryKey: [areas.tuning, 'heads', dataset, log],
    queryFn: ({ signal }) => client['tuning.heads']({ dataset, log }, { signal }),
    staleTime: Infinity,
  });
}

/** Earlier runs, newest first, without their results. */
export function useRuns() {
  const client = useClient();
  return useQuery({
    queryKey: [areas.runs, 'list'],
    queryFn: async ({ signal }) => (await client['runs.list']({}, { signal })).runs.toSorted((a, b) => b.id - a.id),
  });
}

/** One run with its result; a result never changes. */
export function useRun(run: number | undefined) {
  const client = useClient();
  return useQuery({
    queryKey: [areas.runs, 'one', run],
    enabled: run !== undefined,
    queryFn: ({ signal }) => client['runs.get']({ run: run ?? 0 }, { signal }),
  });
}

export function useStartSweep() {
  const client = useClient();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (input: SweepInput) => client['tuning.sweep'](input),
    onSettled: () => queries.invalidateQueries({ queryKey: [areas.jobs] }),
  });
}

export function useRemoveRun() {
  const client = useClient();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (run: number) => client['runs.remove']({ run }),
    onSettled: () => queries.invalidateQueries({ queryKey: [areas.runs] }),
  });
}

export interface OpeQuestion {
  readonly dataset: string;
  readonly log: string;
  /** `uniform`, or one probability per action. */
  readonly target: 'uniform' | number[];
  readonly objective: string;
  readonly level: number;
}

/** Off-policy estimates; asked for by hand, kept as long as the question stays. */
export function useOpe(question: OpeQuestion | undefined) {
  const client = useClient();
  return useQuery({
    queryKey: [areas.tuning, 'ope', question],
    enabled: question !== undefined,
    queryFn: ({ signal }) => {
      if (question === undefined) throw new Error('No target policy is chosen.');
      return client['tuning.ope']({ ...question, seed: 1 }, { signal });
    },
  });
}

/** Whether a log can carry a decision; examined once, since a stored log never changes. */
export function useLogHealth(dataset: string, log: string) {
  const client = useClient();
  return useQuery({
    queryKey: [areas.tuning, 'health', dataset, log],
    staleTime: Infinity,
    queryFn: ({ signal }) => client['tuning.health']({ dataset, log }, { signal }),
  });
}
