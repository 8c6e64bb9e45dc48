import classes from './head-swatch.module.css';

/** The colour of a head, before its name. */
export function HeadSwatch({ color }: { readonly color: string | undefined }) {
  return <span className={classes['swatch']} style={{ background: color }} aria-hidden="true" />;
}
