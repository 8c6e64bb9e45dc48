import { useQuery } from '@tanstack/react-query';
import { useClient } from './console-context.tsx';
import { areas } from './query-keys.ts';

export interface ReplayQuestion {
  readonly dataset: string;
  readonly bundle: string;
  readonly session: string;
  readonly k: number;
}

export function useReplay(question: ReplayQuestion | undefined) {
  const client = useClient();
  return useQuery({
    queryKey: [areas.ranking, 'replay', question],
    enabled: question !== undefined,
    queryFn: ({ signal }) => {
      if (question === undefined) throw new Error('No session is chosen.');
      return client['replay.session'](question, { signal });
    },
  });
}
