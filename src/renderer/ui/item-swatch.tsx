import type { ItemCard } from '../../contract/datasets.ts';
import { ItemPicture, pictureOf } from './item-picture.tsx';
import classes from './item-swatch.module.css';
import { topicHue } from './topic-hue.ts';

/** The item's picture. Where a dataset has none, something stands in for it: one band per topic in the topic's colour, and the first letter of the title. */
export function ItemSwatch({ item, size = 'small' }: { readonly item: ItemCard; readonly size?: 'row' | 'small' | 'large' | 'tile' }) {
  const traits = pictureOf(item);
  if (traits !== undefined)
    return (
      // Hidden from readers: the title always stands beside a swatch.
      <span className={classes['swatch']} data-size={size} aria-hidden>
        <ItemPicture traits={traits} title={item.title} />
      </span>
    );
  const topics = item.topics.slice(0, 4);
  const letter = /[\p{L}\p{N}]/u.exec(item.title.replace(/^(the|an?) /i, ''))?.[0];
  return (
    <span className={classes['swatch']} data-size={size} aria-hidden>
      {topics.length === 0 ? (
        <span className={classes['plain']} />
      ) : (
        topics.map((topic) => <span key={topic} style={{ background: `hsl(${topicHue(topic)} 40% 33%)` }} />)
      )}
      <span className={classes['letter']}>{letter?.toUpperCase()}</span>
    </span>
  );
}
