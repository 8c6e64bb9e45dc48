import type { ReactNode } from 'react';
import classes from './screen-header.module.css';

/** The first line of a screen: its name, the question it answers, its actions. */
export function ScreenHeader({
  title,
  children,
  actions,
}: {
  readonly title: string;
  readonly children?: ReactNode;
  readonly actions?: ReactNode;
}) {
  return (
    <div className={classes['header']}>
      <h1>{title}</h1>
      {children === undefined ? undefined : <div className={classes['detail']}>{children}</div>}
      {actions === undefined ? undefined : <div className={classes['actions']}>{actions}</div>}
    </div>
  );
}
