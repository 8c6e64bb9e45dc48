import { QueryClient } from '@tanstack/react-query';
import { codeOf } from './console-error.ts';

/** Answers stay fresh until the host says that something changed, so nothing is asked twice for a look. */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: Infinity,
        gcTime: 5 * 60_000,
        refetchOnWindowFocus: false,
        refetchOnReconnect: false,
        networkMode: 'always',
        // Only a lost connection is worth a second try: every other error would come back the same.
        retry: (failures, error) => codeOf(error) === 'disconnected' && failures < 20,
        retryDelay: 500,
      },
      mutations: { networkMode: 'always', retry: false },
    },
  });
}
