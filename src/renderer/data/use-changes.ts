import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useClient, useConnectionStatus } from './console-context.tsx';
import { staleAfter } from './query-keys.ts';

/** Follows the host's change events and marks what they touch as stale; after a reconnect everything is asked again. */
export function useChanges(): void {
  const client = useClient();
  const queries = useQueryClient();
  const connected = useConnectionStatus().state === 'connected';
  useEffect(() => {
    if (!connected) return undefined;
    const stop = new AbortController();
    void queries.invalidateQueries();
    async function follow(): Promise<void> {
      for await (const change of client['system.changes']({}, { signal: stop.signal })) {
        for (const area of staleAfter[change.type]) void queries.invalidateQueries({ queryKey: [area] });
      }
    }
    // The stream ends with the connection; the next `connected` starts it again.
    follow().catch(() => undefined);
    return () => stop.abort();
  }, [client, queries, connected]);
}
