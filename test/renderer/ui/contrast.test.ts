import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const css = readFileSync(new URL('../../../src/renderer/ui/tokens.css', import.meta.url), 'utf8');

function tokensOf(scheme: 'light' | 'dark'): ReadonlyMap<string, string> {
  const start = css.indexOf(`[data-mantine-color-scheme='${scheme}'] {`);
  const block = css.slice(start, css.indexOf('}', start));
  return new Map([...block.matchAll(/--([\w-]+): (#[0-9a-f]{6});/g)].map((match) => [match[1] ?? '', match[2] ?? '']));
}

/** Relative luminance, WCAG 2.2. */
function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((start) => {
    const channel = Number.parseInt(hex.slice(start, start + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(a: string, b: string): number {
  const [low = 0, high = 0] = [luminance(a), luminance(b)].toSorted((x, y) => x - y);
  return (high + 0.05) / (low + 0.05);
}

describe.each(['light', 'dark'] as const)('%s tokens', (scheme) => {
  const tokens = tokensOf(scheme);
  const color = (name: string): string => tokens.get(name) ?? expect.unreachable(`no token ${name}`);

  it.each(['text', 'text-dim', 'text-faint', 'accent', 'good', 'warn', 'bad'])(
    '%s reads at 4.5:1 on every surface it stands on',
    (name) => {
      for (const surface of ['surface-canvas', 'surface', 'surface-hover', 'surface-selected']) {
        expect(contrast(color(name), color(surface)), `${name} on ${surface}`).toBeGreaterThanOrEqual(4.5);
      }
    },
  );

  it.each(['good', 'warn', 'bad'])('%s reads on its own soft surface', (name) => {
    expect(contrast(color(name), color(`${name}-soft`))).toBeGreaterThanOrEqual(4.5);
    expect(contrast(color('text-dim'), color(`${name}-soft`))).toBeGreaterThanOrEqual(4.5);
  });

  it('head colours stand out from the surface at 3:1', () => {
    for (let slot = 0; slot < 8; slot += 1)
      expect(contrast(color(`head-${slot}`), color('surface')), `head ${slot}`).toBeGreaterThanOrEqual(3);
  });
});
