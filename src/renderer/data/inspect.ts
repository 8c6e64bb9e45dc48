import { plainRequest } from '../../contract/inspect.ts';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useClient } from './console-context.tsx';
import { areas } from './query-keys.ts';

export interface InspectQuestion {
  readonly dataset: string;
  readonly bundle: string;
  readonly user: string;
  readonly at?: number;
  readonly mask: readonly number[];
  readonly drop: readonly number[];
}

/** Candidates asked for: what the table shows and what a change of weights reorders. */
export const candidateLimit = 100;

/** One request through every stage, at the bundle's own weights; other weights are applied in the page, to the same heads. */
export function useInspect(question: InspectQuestion | undefined) {
  const client = useClient();
  return useQuery({
    queryKey: [areas.ranking, 'inspect', question],
    enabled: question !== undefined,
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) => {
      if (question === undefined) throw new Error('No request is chosen.');
      return client['inspect.request'](
        { ...plainRequest, ...question, mask: [...question.mask], drop: [...question.drop], k: candidateLimit },
        { signal },
      );
    },
  });
}
