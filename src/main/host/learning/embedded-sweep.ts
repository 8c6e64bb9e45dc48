import type { LogSchema } from '../../../core/dataset/log-schema.ts';
import type { UserEmbeddingState } from '../../../core/learn/user-embedding-state.ts';
import type { ExplorationData } from '../../../core/policy/exploration-data.ts';
import type { TimelessSweepResult } from '../../../core/policy/prepare-sweep.ts';
import type { Store, StoredDataset } from '../../store/types.ts';
import { embedLog } from './user-embeddings.ts';

/** What a sweep learns on, and how embeddings came into it; `asked` where they were asked for. */
export interface EmbeddedData {
  readonly data: ExplorationData;
  readonly asked?: true;
  readonly state?: UserEmbeddingState;
}

/** The same log with the long-term embeddings that a bundle made as part of what a policy may see. */
export async function withUserEmbedding(
  store: Store,
  dataset: StoredDataset,
  log: LogSchema,
  data: ExplorationData,
  options: Parameters<typeof embedLog>[4],
): Promise<EmbeddedData> {
  const { context, state } = await embedLog(store, dataset, log, data, options);
  return state === undefined ? { data, asked: true } : { data: { ...data, context }, asked: true, state };
}

/** A sweep's result that says what became of the embeddings. */
export function embeddedSweep(result: TimelessSweepResult, { asked, state }: EmbeddedData): TimelessSweepResult {
  if (asked === undefined) return result;
  if (state === undefined) {
    const message =
      'No request has a user embedding that was made before it, so policies were learned without. Make embeddings for this log, and sweep again.';
    return { ...result, findings: [...result.findings, { code: 'no-user-embeddings', level: 'flag', message }] };
  }
  const { rowsWith, rowsWithout, columns, dimensions, seed, asOf, bundle, bundleName } = state;
  const facts = {
    'User embeddings by': bundleName ?? bundle.slice(0, 12),
    'Their inputs': seed === undefined ? `${columns.length}, as they are` : `${columns.length}, projected from ${dimensions}`,
    'Requests with one': `${((100 * rowsWith) / (rowsWith + rowsWithout)).toFixed(1)}%`,
    'Made as of': asOf.from === asOf.to ? asOf.to : `${asOf.from} to ${asOf.to}`,
  };
  const { learned } = result;
  return {
    ...result,
    userEmbedding: state,
    ...(learned === undefined ? {} : { learned: { ...learned, facts: { ...learned.facts, ...facts } } }),
  };
}
