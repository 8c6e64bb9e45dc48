import classes from './move-mark.module.css';
import type { RankMove } from './rank-difference.ts';

/** How far an item moved: an arrow, a count, and a word for what has neither. */
export function MoveMark({ move }: { readonly move: RankMove | undefined }) {
  if (move === undefined) return undefined;
  if (move.before === undefined) return <span className={classes['entered']}>new</span>;
  if (move.after === undefined) return <span className={classes['lost']}>out</span>;
  if (move.gain === 0)
    return (
      <span className="faint" aria-label="same place">
        ·
      </span>
    );
  const isUp = move.gain > 0;
  return (
    <span
      className={isUp ? classes['gained'] : classes['lost']}
      aria-label={`${isUp ? 'up' : 'down'} ${Math.abs(move.gain)} from ${move.before}`}
    >
      {isUp ? '\u25b2' : '\u25bc'}
      {Math.abs(move.gain)}
    </span>
  );
}
