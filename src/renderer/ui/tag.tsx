import type { ReactNode } from 'react';
import classes from './tag.module.css';

/** A word that sets an entry apart, behind its name. */
export function Tag({ children }: { readonly children: ReactNode }) {
  return <span className={classes['tag']}>{children}</span>;
}
