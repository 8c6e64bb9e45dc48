import { memo, useMemo } from 'react';
import type { ItemCard } from '../../contract/datasets.ts';
import { itemPicture } from '../../core/world/picture/item-picture.ts';
import { decodePicture, type PictureTraits } from '../../core/world/picture/picture-code.ts';
import classes from './item-picture.module.css';

interface ItemPictureProps {
  readonly traits: PictureTraits;
  readonly title: string;
}

/** What to draw for an item; undefined when its `image` is no picture code. */
export function pictureOf(item: ItemCard): PictureTraits | undefined {
  return item.image === undefined ? undefined : decodePicture(item.image);
}

/** An item's picture, drawn here from its code: no request leaves the page. An image cannot run scripts, whatever its text holds. */
export const ItemPicture = memo(
  function ItemPicture({ traits, title }: ItemPictureProps) {
    const source = useMemo(() => `data:image/svg+xml,${encodeURIComponent(itemPicture(traits))}`, [traits]);
    return <img className={classes['picture']} src={source} alt={title} loading="lazy" decoding="async" draggable={false} />;
  },
  ({ traits: one, title: before }, { traits: two, title: after }) =>
    before === after && one.topic === two.topic && one.style === two.style && one.seed === two.seed && one.variant === two.variant,
);
