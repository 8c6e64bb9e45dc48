import { useDeferredValue } from 'react';
import type { ItemCard } from '../../contract/datasets.ts';
import { ItemSwatch } from './item-swatch.tsx';
import classes from './picture-strip.module.css';

interface PictureStripProps {
  /** Undefined while they are on their way: empty tiles stand in their places. */
  readonly items: readonly ItemCard[] | undefined;
  readonly count: number;
  readonly label: string;
}

/** Items as a contact sheet that fills the room it is given; what does not fit is left out. */
export function PictureStrip({ items: given, count, label }: PictureStripProps) {
  // Dozens of pictures at once would be one long task; deferred they are drawn in slices.
  const items = useDeferredValue(given);
  return (
    <ul className={classes['strip']} aria-label={label} aria-busy={items === undefined || items !== given || undefined}>
      {Array.from({ length: items === undefined ? count : Math.min(count, items.length) }, (_, place) => {
        const item = items?.[place];
        return (
          <li
            key={place}
            className={classes['tile']}
            {...(item === undefined ? {} : { title: `${item.title} (${item.topics.join(', ')})` })}
          >
            {item === undefined ? undefined : (
              <>
                <ItemSwatch item={item} size="tile" />
                <span className="visually-hidden">{item.title}</span>
              </>
            )}
          </li>
        );
      })}
    </ul>
  );
}
