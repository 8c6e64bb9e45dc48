import { useSyncExternalStore } from 'react';

const listeners = new Set<() => void>();

function read(key: string): string | undefined {
  try {
    return window.localStorage.getItem(`paretoscope.${key}`) ?? undefined;
  } catch {
    // Storage can be switched off in a browser; the page then forgets, and works.
    return undefined;
  }
}

export function store(key: string, value: string | undefined): void {
  try {
    if (value === undefined) window.localStorage.removeItem(`paretoscope.${key}`);
    else window.localStorage.setItem(`paretoscope.${key}`, value);
  } catch {
    return;
  }
  for (const listener of listeners) listener();
}

/** A small text kept by the browser over reloads, e.g. the chosen dataset. */
export function useStored(key: string): [string | undefined, (value: string | undefined) => void] {
  const value = useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => read(key),
  );
  return [value, (next) => store(key, next)];
}
