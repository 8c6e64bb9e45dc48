import { formatName } from './format.ts';
import { headColor } from './head-color.ts';
import classes from './head-names.module.css';

/** Heads as words, each with its colour. */
export function HeadNames({ heads }: { readonly heads: readonly string[] }) {
  return (
    <span className={classes['heads']}>
      {heads.map((head) => (
        <span key={head} className={classes['head']}>
          <span className={classes['swatch']} style={{ background: headColor(head, heads) }} aria-hidden />
          {formatName(head)}
        </span>
      ))}
    </span>
  );
}
