import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { errorCodes } from '../../src/contract/errors.ts';

const root = join(import.meta.dirname, '..', '..', 'src');

/** Every literal code of an `RpcError` made anywhere in the sources. */
function codesInSources(): ReadonlySet<string> {
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((path) => /\.tsx?$/.test(path));
  const found = new Set<string>();
  for (const file of files) {
    const text = readFileSync(join(root, file), 'utf8');
    for (const [, arguments_] of text.matchAll(/new RpcError\(\{([^}]*)/g)) {
      for (const [, code] of (arguments_ ?? '').matchAll(/\bcode: '([a-z-]+)'/g)) if (code !== undefined) found.add(code);
    }
  }
  return found;
}

describe('error codes', () => {
  it('are a closed list: no source makes another', () => {
    const found = codesInSources();
    expect(found.size).toBeGreaterThan(8);
    expect([...found].filter((code) => !(errorCodes as readonly string[]).includes(code))).toEqual([]);
  });
});
