import { useIsFetching, useIsMutating } from '@tanstack/react-query';
import { useEffect, useSyncExternalStore } from 'react';

/** One answer often leads to the next question, once it is drawn. */
const quietMs = 120;

let pending = 0;
const listeners = new Set<() => void>();

function move(by: number): void {
  pending += by;
  for (const listener of listeners) listener();
}

/** Drawn while something that is no query is awaited: a screen's code, an upload. */
export function PendingMark() {
  useEffect(() => {
    move(1);
    return () => move(-1);
  }, []);
  return undefined;
}

/** `data-idle="true"` on the body when nothing is awaited, and a moment after the last answer: what a test waits for. */
export function IdleMarker() {
  const fetching = useIsFetching({ predicate: (query) => query.queryKey[0] !== 'jobs' });
  const mutating = useIsMutating();
  const waiting = useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => pending,
  );
  const isQuiet = fetching + mutating + waiting === 0;
  useEffect(() => {
    if (!isQuiet) {
      document.body.dataset['idle'] = 'false';
      return undefined;
    }
    const timer = setTimeout(() => {
      document.body.dataset['idle'] = 'true';
    }, quietMs);
    return () => clearTimeout(timer);
  }, [isQuiet]);
  return undefined;
}
