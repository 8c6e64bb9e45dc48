import type { ReactNode } from 'react';
import classes from './panel.module.css';

interface PanelProps {
  readonly title: string;
  /** What the panel is measured on or in which units, beside the title. */
  readonly note?: ReactNode;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
  /** The body scrolls inside the panel; the panel takes the height it is given. */
  readonly fill?: boolean;
  /** No padding: for tables and lists that reach the edge. */
  readonly flush?: boolean;
  readonly className?: string | undefined;
}

/** A named region of a screen. */
export function Panel({ title, note, actions, children, fill = false, flush = false, className }: PanelProps) {
  return (
    <section aria-label={title} className={[classes['panel'], fill ? classes['fill'] : '', className ?? ''].join(' ')}>
      <header className={classes['head']}>
        <h2>{title}</h2>
        {note === undefined ? undefined : <span className={classes['note']}>{note}</span>}
        {actions === undefined ? undefined : <div className={classes['actions']}>{actions}</div>}
      </header>
      <div className={flush ? classes['flush'] : classes['body']}>{children}</div>
    </section>
  );
}
