import type { ReactNode } from 'react';
import type { ItemCard } from '../../contract/datasets.ts';
import { ItemSwatch } from './item-swatch.tsx';
import classes from './item-tile.module.css';

interface ItemTileProps {
  readonly item: ItemCard;
  /** Second line; the topics when left out. */
  readonly detail?: ReactNode;
  readonly tone?: 'positive' | 'actual' | undefined;
}

/** An item as a compact card. */
export function ItemTile({ item, detail, tone }: ItemTileProps) {
  return (
    <span className={classes['tile']} data-tone={tone} title={`${item.title} (${item.id})`}>
      <ItemSwatch item={item} size="large" />
      <span className={classes['words']}>
        <span className={classes['title']}>{item.title}</span>
        <span className={classes['detail']}>{detail ?? item.topics.join(', ')}</span>
      </span>
    </span>
  );
}
