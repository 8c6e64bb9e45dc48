import { createContext, useCallback, useContext, useSyncExternalStore, type ReactNode } from 'react';
import type { ConsoleContract } from '../../contract/index.ts';
import type { Client } from '../../rpc/procedure.ts';
import type { ConnectionStatus, ConsoleConnection } from '../connection/connect-console.ts';

const ConsoleContext = createContext<ConsoleConnection | undefined>(undefined);

export function ConsoleProvider({ connection, children }: { readonly connection: ConsoleConnection; readonly children: ReactNode }) {
  return <ConsoleContext value={connection}>{children}</ConsoleContext>;
}

export function useConnection(): ConsoleConnection {
  const connection = useContext(ConsoleContext);
  if (connection === undefined) throw new Error('This part of the page stands outside ConsoleProvider.');
  return connection;
}

/** The typed client; it stays the same object when the host restarts. */
export function useClient(): Client<ConsoleContract> {
  return useConnection().client;
}

export function useConnectionStatus(): ConnectionStatus {
  const connection = useConnection();
  const subscribe = useCallback((listener: () => void) => connection.subscribe(listener), [connection]);
  return useSyncExternalStore(subscribe, () => connection.status());
}
