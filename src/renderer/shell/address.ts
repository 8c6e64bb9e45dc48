import { useCallback, useMemo } from 'react';
import { navigate, useHashPath, useHashSearch } from './hash-location.ts';

export type Parameters = Readonly<Record<string, string | number | undefined>>;

/** `/inspect` and `{ dataset: 'demo', at: 3 }` -> `/inspect?dataset=demo&at=3`; undefined values are left out. */
export function addressOf(path: string, parameters: Parameters = {}): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) if (value !== undefined && value !== '') query.set(name, String(value));
  const text = query.toString();
  return text === '' ? path : `${path}?${text}`;
}

/** The current screen's parameters, and a way to change some of them in place. */
export function useAddress() {
  const [path] = useHashPath();
  const search = useHashSearch();
  const parameters = useMemo<Parameters>(() => Object.fromEntries(new URLSearchParams(search)), [search]);
  const change = useCallback(
    (changes: Parameters, options: { readonly replace?: boolean } = { replace: true }) =>
      navigate(addressOf(path, { ...parameters, ...changes }), options),
    [path, parameters],
  );
  return { path, parameters, change };
}
