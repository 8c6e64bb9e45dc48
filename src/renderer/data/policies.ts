import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { ProposeInput, RollbackInput } from '../../contract/policies.ts';
import { useClient } from './console-context.tsx';
import { areas } from './query-keys.ts';

/** The register with its audit chain, checked each time it is read. */
export function useRegister() {
  const client = useClient();
  return useQuery({
    queryKey: [areas.policies, 'list'],
    queryFn: ({ signal }) => client['policies.list']({}, { signal }),
  });
}

/** One policy with the frontier it was chosen from. */
export function usePolicy(policy: number | undefined) {
  const client = useClient();
  return useQuery({
    queryKey: [areas.policies, 'one', policy],
    enabled: policy !== undefined,
    queryFn: ({ signal }) => client['policies.get']({ policy: policy ?? 0 }, { signal }),
  });
}

/** Snapshots side by side. */
export function useSnapshotDiff(snapshots: readonly number[]) {
  const client = useClient();
  return useQuery({
    queryKey: [areas.policies, 'diff', snapshots],
    enabled: snapshots.length > 0,
    queryFn: ({ signal }) => client['policies.diff']({ snapshots: [...snapshots] }, { signal }),
  });
}

/** Something that is written into the register; whatever came of it, the register is read again. */
function useDeed<Input, Output>(run: (input: Input) => Promise<Output>) {
  const queries = useQueryClient();
  return useMutation({ mutationFn: run, onSettled: () => queries.invalidateQueries({ queryKey: [areas.policies] }) });
}

export function usePropose() {
  const client = useClient();
  return useDeed((input: ProposeInput) => client['policies.propose'](input));
}

export function useApprove() {
  const client = useClient();
  return useDeed((input: { readonly policy: number; readonly by: string }) => client['policies.approve'](input));
}

export function useRollback() {
  const client = useClient();
  return useDeed((input: RollbackInput) => client['policies.rollback'](input));
}

export function useSaveWeights() {
  const client = useClient();
  return useDeed((input: { name: string; weights: Record<string, number>; by: string; reason: string }) =>
    client['policies.saveWeights'](input),
  );
}

/** Asked for by hand: the policy as one JSON text. */
export function useExportPolicy() {
  const client = useClient();
  return useMutation({ mutationFn: (policy: number) => client['policies.export']({ policy }) });
}

/** Asked for by hand: the policy as one page for people. */
export function useReportPolicy() {
  const client = useClient();
  return useMutation({ mutationFn: (policy: number) => client['policies.report']({ policy }) });
}

/** Asked for by hand: the chain held to an earlier export. */
export function useAuditAgainst() {
  const client = useClient();
  return useMutation({ mutationFn: (against: string) => client['policies.audit']({ against }) });
}
