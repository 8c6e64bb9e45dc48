import type { QueryAbilities, RequestInput } from '../../../contract/inspect.ts';
import { RpcError } from '../../../rpc/error.ts';
import type { ServedModel } from './served-model.ts';

/** What one query vector is made for. */
export interface QueryCondition {
  readonly name: string;
  /** Share of the candidates, of all conditions together 1. */
  readonly share: number;
  /** Events before the newest one whose position the vector is taken from. */
  readonly back: number;
}

/** What a bundle's graphs can be conditioned on. */
export function queryAbilities(_model: ServedModel): QueryAbilities {
  return { outcomes: false, topics: [], longTerm: false };
}

/**
 * The query vectors of a request. A bundle without conditions gives one vector per position of the history, so more than one are those of the newest
 * events in turn.
 */
export function queryPlan(
  model: ServedModel,
  input: Pick<RequestInput, 'outcome' | 'topics' | 'horizon' | 'vectors'>,
): readonly QueryCondition[] {
  const abilities = queryAbilities(model);
  const asked = Object.values(input.outcome ?? {}).some((share) => share > 0);
  if (asked && !abilities.outcomes) throw refused('cannot be steered by outcomes; leave them out');
  if (input.topics.length > 0 && abilities.topics.length === 0) throw refused('cannot be steered by topics; leave them out');
  if (input.horizon !== 'real-time' && !abilities.longTerm) throw refused('has no long-term user embedding; ask for real-time');
  const share = 1 / input.vectors;
  return Array.from({ length: input.vectors }, (_, back) => ({ name: stepName(back), share, back }));

  function refused(what: string): RpcError {
    return new RpcError({ code: 'refused', message: `The bundle "${model.name}" ${what}.` });
  }
}

function stepName(back: number): string {
  if (back === 0) return 'history';
  return back === 1 ? '1 event ago' : `${back} events ago`;
}
