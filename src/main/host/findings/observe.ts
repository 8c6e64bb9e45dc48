import type { Expectation, Observation } from '../../../contract/findings.ts';
import { defaultSlate, type RequestInput } from '../../../contract/inspect.ts';
import { bundleRegistry } from '../bundles/registry.ts';
import type { HostContext } from '../context.ts';
import { inspectRequest } from '../ranking/inspect.ts';
import { whyNot } from '../ranking/why-not.ts';

/** Runs a request and notes what it shows: the top, what became of one item, and where the actual next event came. */
export async function observe(
  context: HostContext,
  request: RequestInput,
  about: string | undefined,
  signal: AbortSignal,
): Promise<Observation> {
  const dataset = context.store.datasets.get(request.dataset);
  const listed = (await bundleRegistry(context).list()).find(({ name }) => name === request.bundle);
  const result = await inspectRequest(context, request, signal);
  const asked = about === undefined ? undefined : await whyNot(context, { ...request, item: about, shown: defaultSlate }, signal);
  const ranks = asked?.places.flatMap(({ rank }) => rank ?? []) ?? [];
  const { actual } = result;
  return {
    bundle: result.bundle,
    bundleHash: listed?.hash ?? '',
    datasetHash: dataset.hash,
    at: new Date().toISOString(),
    heads: result.heads,
    weights: result.weights,
    top: result.candidates.slice(0, defaultSlate).map(({ item, rank, utility }) => ({ id: item.id, title: item.title, rank, utility })),
    ...(asked === undefined
      ? {}
      : {
          item: {
            id: asked.item.id,
            title: asked.item.title,
            reason: asked.reason,
            ...(asked.ranking === undefined ? {} : { rank: asked.ranking.rank, utility: asked.ranking.utility }),
            ...(ranks.length === 0 ? {} : { retrievalRank: Math.min(...ranks) }),
          },
        }),
    ...(actual === undefined
      ? {}
      : {
          actual: {
            id: actual.event.item.id,
            title: actual.event.item.title,
            ...(actual.rank === undefined ? {} : { rank: actual.rank }),
            ...(actual.retrievalRank === undefined ? {} : { retrievalRank: actual.retrievalRank }),
          },
        }),
  };
}

/** Whether an observation is as expected; the observation must be about the expectation's item. */
export function holds({ item }: Observation, expect: Expectation): boolean {
  const isShown = item !== undefined && item.id === expect.item && isCandidate(item.reason.type) && (item.rank ?? Infinity) <= expect.k;
  return expect.type === 'in-top' ? isShown : !isShown;
}

function isCandidate(reason: NonNullable<Observation['item']>['reason']['type']): boolean {
  return reason === 'shown' || reason === 'ranked-below';
}
