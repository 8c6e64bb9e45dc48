import { Fragment, type ReactNode } from 'react';
import classes from './facts.module.css';

interface FactsProps {
  /** `data` is written as it stands in a file: a path, a hash. */
  readonly entries: readonly (readonly [name: string, what: ReactNode, as?: 'data'])[];
  readonly className?: string | undefined;
}

/** Names and what is known of each, one below the other; names differ. */
export function Facts({ entries, className }: FactsProps) {
  return (
    <dl className={[classes['facts'], className ?? ''].join(' ')}>
      {entries.map(([name, what, as]) => (
        <Fragment key={name}>
          <dt>{name}</dt>
          <dd className={as}>{what}</dd>
        </Fragment>
      ))}
    </dl>
  );
}
