import { useQueryClient, type QueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { ConsoleContract } from '../../contract/index.ts';
import type { Client } from '../../rpc/procedure.ts';
import { useClient, useConnectionStatus } from './console-context.tsx';
import { staleAfter } from './query-keys.ts';

/** Follows the host's change events and marks what they touch as stale; after a reconnect everything is asked again. */
export function useChanges(): void {
  const client = useClient();
  const queries = useQueryClient();
  const isConnected = useConnectionStatus().state === 'connected';
  useEffect(() => {
    if (!isConnected) return undefined;
    const stop = new AbortController();
    void queries.invalidateQueries();
    // The stream ends with the connection; the next `connected` starts it again.
    followChanges(client, queries, stop.signal).catch(() => undefined);
    return () => stop.abort();
  }, [client, queries, isConnected]);
}

async function followChanges(client: Client<ConsoleContract>, queries: QueryClient, signal: AbortSignal): Promise<void> {
  for await (const change of client['system.changes']({}, { signal })) {
    for (const area of staleAfter[change.type]) void queries.invalidateQueries({ queryKey: [area] });
  }
}
