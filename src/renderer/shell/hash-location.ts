import { useSyncExternalStore } from 'react';

/** The page's address lives behind `#`, path and query both, so that one file served anywhere can open on any screen. */
function subscribe(listener: () => void): () => void {
  window.addEventListener('hashchange', listener);
  return () => window.removeEventListener('hashchange', listener);
}

/** The address as it is now, which a component may not have been drawn with yet. */
export function currentHash(): { readonly path: string; readonly search: string } {
  const [path = '', search = ''] = window.location.hash.replace(/^#/, '').split('?', 2);
  return { path: path.startsWith('/') ? path : `/${path}`, search };
}

/** Goes to `/path?query`; `replace` leaves no entry in the browser's history. */
export function navigate(to: string, options: { readonly replace?: boolean } = {}): void {
  const url = `#${to}`;
  if (window.location.hash === url) return;
  if (options.replace === true) {
    window.history.replaceState(undefined, '', url);
    window.dispatchEvent(new HashChangeEvent('hashchange'));
  } else {
    window.location.hash = to;
  }
}

/** wouter's location hook. */
export function useHashPath(): [string, (to: string, options?: { readonly replace?: boolean }) => void] {
  return [useSyncExternalStore(subscribe, () => currentHash().path), navigate];
}

/** wouter's search hook: the query without `?`. */
export function useHashSearch(): string {
  return useSyncExternalStore(subscribe, () => currentHash().search);
}

/** How links are written into the page. */
export function hashHref(path: string): string {
  return `#${path}`;
}
