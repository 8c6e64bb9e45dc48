import { describe, expect, it } from 'vitest';
import type { EvaluationResult } from '../../../src/contract/ranking.ts';
import { rankingHandlers } from '../../../src/main/host/services/ranking.ts';
import { sharedData } from '../../shared-data.ts';
import { addToyBundle, importDataset, rankingContext } from './ranking-context.ts';
import { noSignal } from './service-context.ts';

const movielens = sharedData('ml-latest-small');

describe.skipIf(!movielens.present)('evaluation on MovieLens', () => {
  it('ranks the last positive event of every user who has one, and the baselines beat a model that knows nothing', async () => {
    const context = rankingContext();
    const dataset = await importDataset(context, movielens.path, 'ml', 'movielens');
    const bundle = await addToyBundle(context, dataset, { historyLength: 64 });
    const { job } = await rankingHandlers(context)['evaluate.start'](
      { dataset: 'ml', bundle, split: 'leave-last-out', k: [10, 20], seed: 1, vectors: 1, ease: false },
      noSignal,
    );
    const ended = await context.jobs.finished(job);
    expect(ended).toMatchObject({ state: 'done' });
    const result = context.store.runs.get((ended.result as { run: number }).run)?.result as EvaluationResult;
    const shown = Object.entries(result.baselines).map(([name, { recall, ndcg, setting }]) => [
      name,
      recall['10']?.value,
      ndcg['10']?.value,
      setting,
    ]);
    console.log(
      JSON.stringify({
        n: result.n,
        seconds: result.seconds,
        recall: result.recall['10'],
        shown,
        slices: result.slices.map(({ name, n }) => [name, n]),
        auc: result.auc,
      }),
    );
    expect(result.n).toBeGreaterThan(590);
    // The toy model's vectors are noise: it must stand near chance, and the baselines well above it.
    expect(result.recall['10']?.value).toBeLessThan(0.01);
    expect(result.baselines['itemKnn']?.recall['10']?.value).toBeGreaterThan(0.03);
    expect(result.differences['itemKnn']?.recall['10']?.high).toBeLessThan(0);
  });
});
