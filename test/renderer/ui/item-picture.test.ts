import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, test } from 'vitest';
import { itemPicture } from '../../../src/core/world/picture/item-picture.ts';
import { ItemPicture, pictureOf } from '../../../src/renderer/ui/item-picture.tsx';
import { ItemSwatch } from '../../../src/renderer/ui/item-swatch.tsx';

const item = { index: 0, id: 'pin-1', title: 'Linen sofa in sage', topics: ['Rooms'], image: 'world:1:3:2:99:0' };

describe('item pictures', () => {
  test('an item with a picture code is drawn in place, named by its title', () => {
    const traits = pictureOf(item);
    expect(traits).toEqual({ topic: 3, style: 2, seed: 99, variant: 0 });
    if (traits === undefined) return;
    const html = renderToStaticMarkup(createElement(ItemPicture, { traits, title: item.title }));
    expect(html).toContain('alt="Linen sofa in sage"');
    const source = /src="data:image\/svg\+xml,([^"]+)"/.exec(html)?.[1] ?? '';
    expect(decodeURIComponent(source.replaceAll('&#x27;', "'"))).toBe(itemPicture(traits));
  });

  test('an item with another image, or none, keeps its swatch: nothing is fetched from an address in a file', () => {
    for (const image of ['https://example.org/a.png', 'a.png']) {
      const html = renderToStaticMarkup(createElement(ItemSwatch, { item: { ...item, image } }));
      expect(html).not.toContain('<img');
      expect(html).toContain('>L<');
    }
    expect(renderToStaticMarkup(createElement(ItemSwatch, { item }))).toContain('<img');
  });
});
