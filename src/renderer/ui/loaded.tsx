import type { ReactNode } from 'react';
import { codeOf } from '../data/console-error.ts';
import { ErrorState, LoadingState } from './states.tsx';

/** What a query of `data/` answers, as far as a state is drawn from it. */
interface Answer<Data> {
  readonly isPending: boolean;
  readonly isError: boolean;
  readonly data: Data | undefined;
  readonly error: unknown;
  readonly refetch: () => unknown;
}

interface LoadedProps<Data> {
  readonly query: Answer<Data>;
  /** What did not happen, where the call fails: `The datasets were not listed`. */
  readonly failed: string;
  /** Rows drawn while it loads, as many and as high as the content will be. */
  readonly rows?: number;
  readonly rowHeight?: number;
  readonly label?: string;
  /** Stands in place of a list without entries. */
  readonly empty?: ReactNode;
  readonly children: (data: Data) => ReactNode;
}

/** Something read from the host: rows in its place while it loads, why it failed with a way to try again, what to do where a list is empty. */
export function Loaded<Data>({ query, failed, rows, rowHeight, label, empty, children }: LoadedProps<Data>) {
  // While the connection is away the banner says so, and what was read before stays in sight.
  const isAway = query.data !== undefined && codeOf(query.error) === 'disconnected';
  if (query.isError && !isAway) return <ErrorState title={failed} error={query.error} onRetry={() => void query.refetch()} />;
  if (query.isPending || query.data === undefined) {
    return (
      <LoadingState
        {...(rows === undefined ? {} : { rows })}
        {...(rowHeight === undefined ? {} : { rowHeight })}
        {...(label === undefined ? {} : { label })}
      />
    );
  }
  if (empty !== undefined && Array.isArray(query.data) && query.data.length === 0) return empty;
  return children(query.data);
}
