import { useMemo } from 'react';
import type { InspectResult } from '../../../contract/inspect.ts';
import { type InspectQuestion, useInspect } from '../../data/inspect.ts';
import { rankCandidates, type RankedCandidate, weightsOf } from './rank-candidates.ts';
import { type RankDifference, rankDifference } from './rank-difference.ts';
import { editCount, noHistoryEdits, type RankingSetting } from './ranking-setting.ts';
import type { RequestState } from './request-state.ts';

export interface Comparison {
  /** What was asked for the current order, without its weights; undefined until the length of the sequence is known. */
  readonly question: InspectQuestion | undefined;
  readonly result: InspectResult | undefined;
  readonly error: unknown;
  readonly busy: boolean;
  readonly retry: () => void;
  readonly weights: readonly number[];
  readonly rows: readonly RankedCandidate[];
  /** The order the current one is compared with, when there is one. */
  readonly reference?: { readonly label: string; readonly rows: readonly RankedCandidate[]; readonly difference: RankDifference };
}

interface Reference {
  readonly label: string;
  readonly bundle?: string;
  readonly setting: RankingSetting;
}

const none: readonly never[] = [];

function itemsOf(rows: readonly RankedCandidate[]): readonly number[] {
  return rows.map((row) => row.candidate.item.index);
}

/** What the current order is measured against: another bundle, else the pinned setting, else the unedited history, else nothing. */
function referenceOf({ setting, pinned, otherBundle }: RequestState): Reference | undefined {
  if (otherBundle !== undefined) return { label: `bundle ${otherBundle}, same setting`, bundle: otherBundle, setting };
  if (pinned !== undefined) return { label: 'pinned setting', setting: pinned };
  if (editCount(setting) > 0) return { label: 'unedited history, same weights', setting: { ...setting, ...noHistoryEdits } };
  return undefined;
}

/** The part of a setting that the host needs to know. */
function asked(setting: Omit<RankingSetting, 'weights'>): Pick<InspectQuestion, keyof Omit<RankingSetting, 'weights'>> {
  return {
    mask: [...setting.mask],
    drop: [...setting.drop],
    insert: setting.insert.map(({ actions, ...insertion }) => ({ ...insertion, actions: [...actions] })),
    move: [...setting.move],
    topics: [...setting.topics],
    outcome: { ...setting.outcome },
    vectors: setting.vectors,
    horizon: setting.horizon,
  };
}

/** Asks for the heads once per history and query conditions, and orders them in the page under both settings. */
export function useComparison(dataset: string, bundle: string, user: string, at: number | undefined, state: RequestState): Comparison {
  const { setting } = state;
  const reference = referenceOf(state);
  // Waits until the length of the sequence is known.
  const question = useMemo(
    () => (at === undefined ? undefined : { dataset, bundle, user, at, ...asked(setting) }),
    // Weights are applied here, so a moving slider asks nothing.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
    [
      dataset,
      bundle,
      user,
      at,
      setting.mask,
      setting.drop,
      setting.insert,
      setting.move,
      setting.topics,
      setting.outcome,
      setting.vectors,
      setting.horizon,
    ],
  );
  const current = useInspect(question);
  const other = useInspect(
    reference === undefined || question === undefined
      ? undefined
      : { ...question, ...asked(reference.setting), bundle: reference.bundle ?? bundle },
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
    question,
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
