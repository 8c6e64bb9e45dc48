import { readFile } from 'node:fs/promises';
import type { Check, CheckClaim, Measured } from '../../../core/checks/check.ts';
import { judge } from '../../../core/checks/judge.ts';
import { type CheckedBundle, bundleRegistry } from '../bundles/registry.ts';
import type { HostContext } from '../context.ts';
import { int8Errors, probeErrors } from './probe-errors.ts';
import { retrievalAgreement } from './retrieval-agreement.ts';
import { continuedHistories, scoresAlone, sharedScores } from './shared-scores.ts';

type Measure = (context: HostContext, model: CheckedBundle, vectors: Float32Array, signal: AbortSignal) => Promise<Measured>;

interface ModelCheck {
  readonly claim: CheckClaim;
  readonly measure: Measure;
}

/** A difference of at most `most` between two ways of computing the same, where the control's is at least `least`. */
function difference(
  name: string,
  claim: string,
  [most, unit]: readonly [number, string],
  [control, least]: readonly [string, number],
  measure: Measure,
): ModelCheck {
  return { claim: { name, area: 'model', claim, bound: { most }, unit, control: { name: control, bound: { least } } }, measure };
}

const ofLogit = 'largest difference of a logit';

const modelChecks: readonly ModelCheck[] = [
  difference(
    'bundle-probes',
    "The engine reproduces the trainer's own outputs for the probes of every shipped bundle.",
    [1e-4, 'largest difference'],
    ['the same histories with their actions hidden', 0.01],
    probeErrors,
  ),
  difference(
    'bundle-int8',
    'The int8 graphs of every shipped bundle give the probabilities of its float32 graphs.',
    [0.05, 'largest difference of a probability'],
    ['the same answers in reverse order', 0.1],
    int8Errors,
  ),
  difference(
    'shared-scores',
    'Candidates scored from the kept keys and values of a history get the logits of one pass over history and candidates.',
    [1e-4, ofLogit],
    ['one pass over another history', 0.01],
    sharedScores,
  ),
  difference(
    'scores-alone',
    'A candidate gets the same logits alone as among all others.',
    [1e-5, ofLogit],
    ['its logits against those of the next candidate, the least of all', 1e-4],
    scoresAlone,
  ),
  difference(
    'continued-history',
    'A history whose middle is edited, read on from what is kept of it, gives candidates the logits of the same history read whole.',
    [1e-4, ofLogit],
    ['the history before the edit', 1e-4],
    continuedHistories,
  ),
  difference(
    'retrieval-exact',
    'Retrieval by the graph gives the scores that plain loops over the whole catalogue give.',
    [1e-4, 'largest difference'],
    ['plain loops over the queries in another order', 0.01],
    retrievalAgreement,
  ),
];

/** Claims about what the engine computes. */
export const modelClaims: readonly CheckClaim[] = modelChecks.map(({ claim }) => claim);

/** Measures one claim on every bundle that ships with the console; the worst counts. A bundle or engine that cannot be had makes the check fail, with the reason. */
export async function measureModelCheck(context: HostContext, name: string, signal: AbortSignal): Promise<Check> {
  const check = modelChecks.find(({ claim }) => claim.name === name);
  if (check === undefined) throw new Error(`there is no model check "${name}"`);
  const startedMs = performance.now();
  const seconds = () => (performance.now() - startedMs) / 1_000;
  const measured: (Measured & { readonly bundle: string })[] = [];
  try {
    const registry = bundleRegistry(context);
    const shipped = (await registry.list()).filter(({ demo }) => demo);
    for (const { name: bundle } of shipped) {
      const model = await registry.get(bundle);
      const bytes = await readFile(model.spec.vectors.path);
      const vectors = new Float32Array(new Uint8Array(bytes).buffer);
      measured.push({ bundle, ...(await check.measure(context, model, vectors, signal)) });
    }
    return judge(check.claim, worst(measured), seconds());
  } catch (error) {
    signal.throwIfAborted();
    return judge(check.claim, { value: Number.NaN, detail: error instanceof Error ? error.message : String(error) }, seconds());
  }
}

/** The largest difference and the smallest of the controls, with what was found of each bundle; not a number where any is not. */
function worst(measured: readonly (Measured & { readonly bundle: string })[]): Measured {
  if (measured.length === 0) return { value: Number.NaN, detail: 'No bundle ships with this console.' };
  const parts = measured.map(
    ({ bundle, value, detail }) => `${bundle}: ${value.toExponential(1)}${detail === undefined ? '' : `, ${detail}`}`,
  );
  return {
    value: Math.max(...measured.map(({ value }) => value)),
    control: Math.min(...measured.map(({ control }) => control ?? Number.NaN)),
    detail: parts.join(' '),
  };
}
