import type { InspectResult } from '../../../contract/inspect.ts';
import { type CsvValue, toCsv } from '../../ui/csv.ts';
import type { RankedCandidate } from './rank-candidates.ts';
import type { RankDifference } from './rank-difference.ts';
import type { RankingSetting } from './ranking-setting.ts';

/** The table as it stands: one line per candidate, in the current order. */
export function candidatesCsv(heads: readonly string[], rows: readonly RankedCandidate[], difference: RankDifference | undefined): string {
  const header = [
    'rank',
    ...(difference === undefined ? [] : ['rank_before']),
    'item',
    'title',
    'source',
    'retrieval_score',
    ...heads.map((head) => `h_${head}`),
    ...heads.map((head) => `contribution_${head}`),
    'utility',
  ];
  const lines = rows.map(({ candidate, contributions, utility, rank }): readonly CsvValue[] => [
    rank,
    ...(difference === undefined ? [] : [difference.moves.get(candidate.item.index)?.before]),
    candidate.item.id,
    candidate.item.title,
    candidate.source,
    candidate.retrievalScore,
    ...candidate.heads,
    ...contributions,
    utility,
  ]);
  return toCsv(header, lines);
}

/** The request with everything that made its order. */
export function candidatesJson(
  result: InspectResult,
  weights: readonly number[],
  setting: RankingSetting,
  rows: readonly RankedCandidate[],
): string {
  const { dataset, bundle, user, at, heads, stages, queries, pool, seenExcluded, provider, actual } = result;
  const document = {
    dataset,
    bundle,
    user,
    at,
    heads,
    weights,
    bundleWeights: result.weights,
    mask: setting.mask,
    drop: setting.drop,
    insert: setting.insert,
    move: setting.move,
    topics: setting.topics,
    outcome: setting.outcome,
    vectors: setting.vectors,
    horizon: setting.horizon,
    stages,
    queries,
    pool,
    seenExcluded,
    provider,
    actual,
    candidates: rows.map(({ candidate, contributions, utility, rank }) => ({ ...candidate, contributions, utility, rank })),
  };
  return `${JSON.stringify(document, undefined, 2)}\n`;
}
