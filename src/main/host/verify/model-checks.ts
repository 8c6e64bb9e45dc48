import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Check, CheckClaim, Measured } from '../../../core/checks/check.ts';
import { judge } from '../../../core/checks/judge.ts';
import { type CheckedBundle, bundleRegistry } from '../bundles/registry.ts';
import type { HostContext } from '../context.ts';
import { int8Errors, probeErrors } from './probe-errors.ts';
import { retrievalAgreement } from './retrieval-agreement.ts';
import { scoresAlone, sharedScores } from './shared-scores.ts';

interface ModelCheck {
  readonly claim: CheckClaim;
  measure(context: HostContext, model: CheckedBundle, vectors: Float32Array, signal: AbortSignal): Promise<Measured>;
}

const modelChecks: readonly ModelCheck[] = [
  {
    claim: {
      name: 'bundle-probes',
      area: 'model',
      claim: "The engine reproduces the trainer's own outputs for the probes of the shipped bundle.",
      bound: { most: 1e-4 },
      unit: 'largest difference',
      control: { name: 'the same histories with their actions hidden', bound: { least: 0.01 } },
    },
    measure: probeErrors,
  },
  {
    claim: {
      name: 'bundle-int8',
      area: 'model',
      claim: 'The int8 graphs of the shipped bundle give the probabilities of its float32 graphs.',
      bound: { most: 0.05 },
      unit: 'largest difference of a probability',
      control: { name: 'the same answers in reverse order', bound: { least: 0.1 } },
    },
    measure: int8Errors,
  },
  {
    claim: {
      name: 'shared-scores',
      area: 'model',
      claim: 'Candidates scored from the kept keys and values of a history get the logits of one pass over history and candidates.',
      bound: { most: 1e-4 },
      unit: 'largest difference of a logit',
      control: { name: 'one pass over another history', bound: { least: 0.01 } },
    },
    measure: sharedScores,
  },
  {
    claim: {
      name: 'scores-alone',
      area: 'model',
      claim: 'A candidate gets the same logits alone as among all others.',
      bound: { most: 1e-5 },
      unit: 'largest difference of a logit',
      control: { name: 'its logits against those of the next candidate, the least of all', bound: { least: 1e-4 } },
    },
    measure: scoresAlone,
  },
  {
    claim: {
      name: 'retrieval-exact',
      area: 'model',
      claim: 'Retrieval by the graph gives the scores that plain loops over the whole catalogue give.',
      bound: { most: 1e-4 },
      unit: 'largest difference',
      control: { name: 'plain loops over the queries in another order', bound: { least: 0.01 } },
    },
    measure: retrievalAgreement,
  },
];

/** Claims about what the engine computes. */
export const modelClaims: readonly CheckClaim[] = modelChecks.map(({ claim }) => claim);

/** Measures one claim on the bundle that ships with the console. A bundle or engine that cannot be had makes the check fail, with the reason. */
export async function measureModelCheck(context: HostContext, name: string, signal: AbortSignal): Promise<Check> {
  const check = modelChecks.find(({ claim }) => claim.name === name);
  if (check === undefined) throw new Error(`there is no model check "${name}"`);
  const startedMs = performance.now();
  const seconds = () => (performance.now() - startedMs) / 1_000;
  try {
    const registry = bundleRegistry(context);
    const shipped = (await registry.list()).find(({ demo }) => demo);
    if (shipped === undefined) return judge(check.claim, { value: Number.NaN, detail: 'No bundle ships with this console.' }, seconds());
    const model = await registry.get(shipped.name);
    const bytes = await readFile(join(model.bundle.folder, model.bundle.manifest.vectors.file));
    const vectors = new Float32Array(new Uint8Array(bytes).buffer);
    return judge(check.claim, await check.measure(context, model, vectors, signal), seconds());
  } catch (error) {
    signal.throwIfAborted();
    return judge(check.claim, { value: Number.NaN, detail: error instanceof Error ? error.message : String(error) }, seconds());
  }
}
