import { useMemo } from 'react';
import type { InspectResult } from '../../../contract/inspect.ts';
import { useInspect } from '../../data/inspect.ts';
import { rankCandidates, type RankedCandidate, weightsOf } from './rank-candidates.ts';
import { type RankDifference, rankDifference } from './rank-difference.ts';
import { plainSetting, type RankingSetting, type RequestState } from './request-state.ts';

export interface Comparison {
  readonly result: InspectResult | undefined;
  readonly error: unknown;
  readonly busy: boolean;
  readonly retry: () => void;
  readonly weights: readonly number[];
  readonly rows: readonly RankedCandidate[];
  /** The order the current one is compared with, when there is one. */
  readonly reference?: { readonly label: string; readonly rows: readonly RankedCandidate[]; readonly difference: RankDifference };
}

const none: readonly never[] = [];

function itemsOf(rows: readonly RankedCandidate[]): readonly number[] {
  return rows.map((row) => row.candidate.item.index);
}

/** What the current order is measured against: the pinned setting, else the unedited history, else nothing. */
function referenceOf({ setting, pinned }: RequestState): { readonly label: string; readonly setting: RankingSetting } | undefined {
  if (pinned !== undefined) return { label: 'pinned setting', setting: pinned };
  if (setting.mask.length + setting.drop.length > 0)
    return { label: 'unedited history, same weights', setting: { ...plainSetting, weights: setting.weights } };
  return undefined;
}

/** Asks for the heads once per history, and orders them in the page under both settings. */
export function useComparison(dataset: string, bundle: string, user: string, at: number | undefined, state: RequestState): Comparison {
  const { setting } = state;
  const reference = referenceOf(state);
  // Waits until the length of the sequence is known.
  const question = at === undefined ? undefined : { dataset, bundle, user, at };
  const current = useInspect(question && { ...question, mask: setting.mask, drop: setting.drop });
  const other = useInspect(
    reference === undefined || question === undefined
      ? undefined
      : { ...question, mask: reference.setting.mask, drop: reference.setting.drop },
  );

  const result = current.data;
  const heads = result?.heads ?? none;
  const weights = useMemo(() => weightsOf(heads, result?.weights ?? none, setting.weights), [heads, result, setting.weights]);
  const rows = useMemo(() => rankCandidates(result?.candidates ?? none, weights), [result, weights]);

  const otherResult = reference === undefined ? undefined : other.data;
  const otherWeights = reference?.setting.weights;
  const otherRows = useMemo(
    () =>
      otherResult === undefined || otherWeights === undefined
        ? undefined
        : rankCandidates(otherResult.candidates, weightsOf(otherResult.heads, otherResult.weights, otherWeights)),
    [otherResult, otherWeights],
  );
  const difference = useMemo(
    () => (otherRows === undefined ? undefined : rankDifference(itemsOf(otherRows), itemsOf(rows))),
    [otherRows, rows],
  );
  return {
    result,
    error: current.error ?? (reference === undefined ? undefined : other.error) ?? undefined,
    busy: current.isFetching || other.isFetching,
    retry: () => void current.refetch(),
    weights,
    rows,
    ...(reference === undefined || otherRows === undefined || difference === undefined
      ? {}
      : { reference: { label: reference.label, rows: otherRows, difference } }),
  };
}
