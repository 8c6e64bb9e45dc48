import type { ItemCard } from '../../contract/datasets.ts';
import classes from './item-swatch.module.css';
import { topicHue } from './topic-hue.ts';

/** Stands in for a picture: one band per topic in the topic's colour, and the first letter of the title. */
export function ItemSwatch({ item, size = 'small' }: { readonly item: ItemCard; readonly size?: 'small' | 'large' }) {
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
