import { type ReactNode, useState } from 'react';
import classes from './sweep-form.module.css';

interface MoreFieldsProps {
  readonly summary: ReactNode;
  readonly children: ReactNode;
}

/** Fields that are folded away; they are put up when they are first looked at. */
export function MoreFields({ summary, children }: MoreFieldsProps) {
  const [seen, setSeen] = useState(false);
  return (
    <details className={classes['more']} onToggle={(event) => event.currentTarget.open && setSeen(true)}>
      <summary>{summary}</summary>
      {seen ? children : undefined}
    </details>
  );
}
