import { useCallback, useMemo } from 'react';
import { currentHash, navigate, useHashPath, useHashSearch } from './hash-location.ts';

export type Parameters = Readonly<Record<string, string | number | undefined>>;

/** `/inspect` and `{ dataset: 'demo', at: 3 }` -> `/inspect?dataset=demo&at=3`; undefined values are left out. */
export function addressOf(path: string, parameters: Parameters = {}): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) if (value !== undefined && value !== '') query.set(name, String(value));
  const text = query.toString();
  return text === '' ? path : `${path}?${text}`;
}

/**
 * The current screen's parameters, and a way to change some of them in place. A change starts from the address as it is when it is made, which may be newer
 * than what was last drawn; once the person has gone to another screen it does nothing, so that what a screen remembers late never brings them back.
 */
export function useAddress() {
  const [path] = useHashPath();
  const search = useHashSearch();
  const parameters = useMemo(() => parametersOf(search), [search]);
  const change = useCallback(
    (changes: Parameters | ((current: Parameters) => Parameters), options: { readonly replace?: boolean } = { replace: true }) => {
      const now = currentHash();
      if (now.path !== path) return;
      const current = parametersOf(now.search);
      navigate(addressOf(path, { ...current, ...(typeof changes === 'function' ? changes(current) : changes) }), options);
    },
    [path],
  );
  return { path, parameters, change };
}

function parametersOf(search: string): Parameters {
  return Object.fromEntries(new URLSearchParams(search));
}
