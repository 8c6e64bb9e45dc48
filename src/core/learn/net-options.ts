import { factoredParameters, type FactoredShape } from './factored-shape.ts';

/** Sizes and rates that stood the comparison with the ridge by exact truth (docs/learning.md). */
export const netSizes = { hidden: 32, actionHidden: 16, rank: 4 } as const;
export const mostEpochs = 12;
export const patience = 4;
export const learningRate = 0.006;

/**
 * Weight of the entropy beside a gain in standard deviations of the reward. Gaps between actions are far smaller, so the policy that is trained stays soft and
 * learns from nearly all rows; what serves is its likeliest action.
 */
export const entropyShare = 0.1;

/**
 * Standard errors that suffice for a softmax policy's own preferences once the Q-net has found, on the same rewards, that requests differ: a weak preference is
 * kept only as far as its slope goes.
 */
export const policyErrors = 1.645;

/** Share of the learning users (rows where there are none) that training never sees: they stop it and scale what is personal. */
export const validationShare = 0.2;

/** Rows of one step: many small steps for a short log, up to 2,048 rows for a long one. */
export function batchRows(rows: number): number {
  return Math.max(128, Math.min(2_048, 2 ** Math.floor(Math.log2(Math.max(1, rows / 80)))));
}

/**
 * Weight decay per parameter. What an action has beside its weights is held back strongly: 49 actions with a part of their own each would learn noise. Actions
 * without weights have nothing else.
 */
export function weightDecay(shape: FactoredShape): Float32Array {
  const parts = factoredParameters(shape).map(({ name, rows, columns }) =>
    new Float32Array(rows * columns).fill(name === 'own' ? (shape.actionInputs === 0 ? 1 : 10) : 0.2),
  );
  const decay = new Float32Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    decay.set(part, at);
    at += part.length;
  }
  return decay;
}
