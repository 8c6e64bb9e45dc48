import type { QueryAbilities, RequestInput } from '../../../contract/inspect.ts';
import { RpcError } from '../../../rpc/error.ts';
import type { ServedModel } from './served-model.ts';

/** What one query vector is made for. */
export interface QueryCondition {
  readonly name: string;
  /** Share of the candidates, of all conditions together 1. */
  readonly share: number;
  /** The long-term user embedding as it was made in the night before the request, instead of a generated vector. */
  readonly longTerm: boolean;
  /** Mix of outcomes by head, of sum 1; empty where not steered. */
  readonly outcome: readonly number[];
  /** Numbers of the bundle's topic and time offset; 0 = none and "next". */
  readonly topic: number;
  readonly offset: number;
}

export const plainCondition: QueryCondition = { name: 'history', share: 1, longTerm: false, outcome: [], topic: 0, offset: 0 };

/** What a bundle's graphs can be conditioned on. */
export function queryAbilities({ bundle: { manifest } }: ServedModel): QueryAbilities {
  return { topics: manifest.topics.slice(1), offsets: manifest.offsets };
}

/** Time offsets of one request, at most. */
const mostOffsets = 4;

type Arm = Pick<QueryCondition, 'name' | 'outcome' | 'share'>;

/**
 * The query vectors of a request. One: the mix as one vector. Four: the mix at each time offset. Sixteen: each outcome of the budget at each offset, where an
 * outcome's share of the budget is its share of the candidates (PinRec's budget); without a budget, the unsteered vector and the positive outcomes alike.
 * Topics give one such set each.
 */
export function queryPlan(
  model: ServedModel,
  input: Pick<RequestInput, 'outcome' | 'topics' | 'horizon' | 'vectors'>,
): readonly QueryCondition[] {
  const { manifest } = model.bundle;
  const mix = mixOf(model, input.outcome);
  const longTerm: QueryCondition = { ...plainCondition, name: 'long-term', longTerm: true };
  if (input.horizon === 'long-term') return [longTerm];
  const topics = input.topics.map((name) => {
    const topic = manifest.topics.indexOf(name);
    if (topic < 1)
      throw new RpcError({
        code: 'not-found',
        message: `The bundle "${model.name}" knows ${manifest.topics.length === 1 ? 'no topics' : `no topic ${name}; inspect lists its topics under abilities`}.`,
      });
    return topic;
  });
  const offsets = input.vectors === 1 ? [0] : [...manifest.offsets.keys()].slice(0, mostOffsets);
  const arms = input.vectors === 16 ? outcomeArms(model, mix, Math.ceil(16 / offsets.length)) : [{ name: '', outcome: mix, share: 1 }];
  const wanted = topics.length === 0 ? [0] : topics;
  const span = input.horizon === 'both' ? 0.5 : 1;
  const generated = arms.flatMap(({ name, outcome, share }) =>
    wanted.flatMap((topic) =>
      offsets.map((offset): QueryCondition => {
        const parts = [
          name,
          topic === 0 ? '' : (manifest.topics[topic] ?? ''),
          offset === 0 ? '' : (manifest.offsets[offset] ?? ''),
        ].filter(Boolean);
        return {
          ...plainCondition,
          name: parts.length === 0 ? (mix.length === 0 ? 'history' : 'mix') : parts.join(', '),
          share: (span * share) / (wanted.length * offsets.length),
          outcome,
          topic,
          offset,
        };
      }),
    ),
  );
  return input.horizon === 'both' ? [...generated, { ...longTerm, share: 0.5 }] : generated;
}

/** Shares by head, normalised; empty when nothing is asked for. */
function mixOf({ bundle, name }: ServedModel, asked: RequestInput['outcome']): readonly number[] {
  const { heads } = bundle.manifest;
  const unknown = Object.keys(asked ?? {}).find((head) => !heads.includes(head));
  if (unknown !== undefined)
    throw new RpcError({ code: 'usage', message: `There is no outcome ${unknown} in "${name}"; it has ${heads.join(', ')}.` });
  const sum = Object.values(asked ?? {}).reduce((all, share) => all + share, 0);
  return sum > 0 ? heads.map((head) => (asked?.[head] ?? 0) / sum) : [];
}

function outcomeArms({ bundle, dataset }: ServedModel, mix: readonly number[], most: number): readonly Arm[] {
  const { heads } = bundle.manifest;
  const only = (head: number) => heads.map((_, index) => Number(index === head));
  if (mix.length > 0) {
    const largest = [...mix.keys()].filter((head) => (mix[head] ?? 0) > 0).toSorted((left, right) => (mix[right] ?? 0) - (mix[left] ?? 0));
    const kept = largest.slice(0, most);
    const sum = kept.reduce((all, head) => all + (mix[head] ?? 0), 0);
    return kept.map((head) => ({ name: heads[head] ?? '', outcome: only(head), share: (mix[head] ?? 0) / sum }));
  }
  const positive = new Set(dataset.actions.filter((action) => action.positive).map(({ name }) => name));
  const arms = [{ name: '', outcome: [] }, ...heads.flatMap((name, head) => (positive.has(name) ? [{ name, outcome: only(head) }] : []))];
  const kept = arms.slice(0, most);
  return kept.map((arm) => ({ ...arm, share: 1 / kept.length }));
}
