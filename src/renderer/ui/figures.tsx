import type { ReactNode } from 'react';
import classes from './figures.module.css';

export interface Figure {
  readonly label: string;
  readonly value: string;
  /** Interval, definition or data the number stands on. */
  readonly detail?: ReactNode;
  readonly tone?: 'good' | 'warn' | 'bad' | undefined;
}

/** A row of labelled numbers. */
export function Figures({ figures }: { readonly figures: readonly Figure[] }) {
  return (
    <dl className={classes['figures']}>
      {figures.map((figure) => (
        <div key={figure.label} className={classes['figure']} data-tone={figure.tone}>
          <dt>{figure.label}</dt>
          <dd>
            <span className={classes['value']}>{figure.value}</span>
            {figure.detail === undefined ? undefined : <span className={classes['detail']}>{figure.detail}</span>}
          </dd>
        </div>
      ))}
    </dl>
  );
}
