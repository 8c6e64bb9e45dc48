import { describe, expect, it } from 'vitest';
import { sessionToken, type TokenWindow } from '../../../src/renderer/connection/session-token.ts';

const token = `${'aZ09_-'.repeat(7)}A`;

function tab(hash: string): TokenWindow & { readonly address: () => string } {
  const stored = new Map<string, string>();
  let shown = `/${hash}`;
  return {
    address: () => shown,
    location: { hash, pathname: '/', search: '' },
    history: { replaceState: (_data, _unused, url) => (shown = url) },
    sessionStorage: { getItem: (key) => stored.get(key) ?? null, setItem: (key, value) => void stored.set(key, value) },
  };
}

describe('the token of the served shell', () => {
  it('N4: is taken from the address, kept for this tab and stripped', () => {
    const page = tab(`#t=${token}`);
    expect(sessionToken(page)).toBe(token);
    expect(page.address()).toBe('/');
    expect(sessionToken({ ...page, location: { hash: '', pathname: '/', search: '' } })).toBe(token);
  });

  it.each(['', '#/replay', '#t=', '#t=short', `#t=${token}x`, `#x=1&t=${token}`, '#t=%20'])(
    'N4: %j holds none, and is left alone',
    (hash) => {
      const page = tab(hash);
      expect(sessionToken(page)).toBeUndefined();
      expect(page.address()).toBe(`/${hash}`);
    },
  );
});
