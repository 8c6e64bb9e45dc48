import { easeItems, type EaseModel, fitEase } from '../../../core/ranking/ease.ts';
import type { Profiles } from '../../../core/ranking/interactions.ts';
import type { Breather } from '../breather.ts';

/** Profiles that must hold an item for EASE to cover it. */
const easeLeast = 5;
/** Inverting a matrix of more items takes longer than a person waits, and more memory than a worker should. */
const mostItems = 6000;
/** With up to this many items several settings are tried; each takes one inverse. */
const mostTried = 1000;
const lambdas = [50, 200, 800];
const plainLambda = 200;

export type EaseOutcome<Signal extends string> =
  | { readonly type: 'chosen'; readonly signal: Signal; readonly lambda: number; readonly covered: number; readonly tried: boolean }
  | { readonly type: 'left-out'; readonly reason: string };

/**
 * Chooses EASE's setting on validation targets where the catalogue is small enough to try several, else takes the given signal and a plain lambda.
 *
 * @param quality mean NDCG of a fitted model on the validation targets
 */
export async function chooseEase<Signal extends string>(
  profiles: Readonly<Record<Signal, Profiles>>,
  signals: readonly Signal[],
  plain: Signal,
  breather: Breather,
  quality: (model: EaseModel, signal: Signal) => Promise<number>,
): Promise<EaseOutcome<Signal>> {
  const covered = easeItems(profiles[plain], easeLeast).length;
  if (covered === 0) return { type: 'left-out', reason: `no item was met by ${easeLeast} users.` };
  if (covered > mostItems)
    return {
      type: 'left-out',
      reason: `${covered} items were met by ${easeLeast} users or more; inverting a matrix of more than ${mostItems} takes too long here.`,
    };
  if (covered > mostTried) return { type: 'chosen', signal: plain, lambda: plainLambda, covered, tried: false };
  let best: { readonly signal: Signal; readonly lambda: number; readonly covered: number; readonly score: number } | undefined;
  for (const signal of signals) {
    const items = easeItems(profiles[signal], easeLeast);
    if (items.length === 0) continue;
    for (const lambda of lambdas) {
      const score = await quality(await easeModel(profiles[signal], lambda, breather), signal);
      if (score > (best?.score ?? -1)) best = { signal, lambda, covered: items.length, score };
    }
  }
  return best === undefined ? { type: 'left-out', reason: 'no setting could be fitted.' } : { type: 'chosen', ...best, tried: true };
}

/** Fits EASE, breathing between its steps. */
export async function easeModel(
  profiles: Profiles,
  lambda: number,
  breather: Breather,
  progress: (fraction: number) => void = () => undefined,
): Promise<EaseModel> {
  const work = fitEase(profiles, easeItems(profiles, easeLeast), lambda);
  for (;;) {
    const step = work.next();
    if (step.done === true) return step.value;
    progress(step.value);
    if (breather.due) await breather.breathe();
  }
}
