const storageKey = 'paretoscope.token';
const fragment = /^#t=([A-Za-z0-9_-]{43})$/;

/** What is used of the window. */
export interface TokenWindow {
  readonly location: { readonly hash: string; readonly pathname: string; readonly search: string };
  readonly history: { replaceState(data: unknown, unused: string, url: string): void };
  readonly sessionStorage: { getItem(key: string): string | null; setItem(key: string, value: string): void };
}

/**
 * The token of the served shell (security N4): taken from the address once and removed from it, so that it stays out of the history,
 * of bookmarks and of what a person copies; kept for reloads of this tab alone.
 */
export function sessionToken(page: TokenWindow): string | undefined {
  const token = fragment.exec(page.location.hash)?.[1];
  if (token !== undefined) {
    page.sessionStorage.setItem(storageKey, token);
    page.history.replaceState(undefined, '', `${page.location.pathname}${page.location.search}`);
  }
  return token ?? page.sessionStorage.getItem(storageKey) ?? undefined;
}
