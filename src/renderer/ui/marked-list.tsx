import type { ReactNode } from 'react';
import classes from './marked-list.module.css';

interface MarkedEntry {
  readonly key: string;
  /** One word in front of the sentence. */
  readonly mark: string;
  readonly tone: 'plain' | 'good' | 'warn' | 'bad';
  readonly text: ReactNode;
}

/** Sentences, each behind one word in the colour of what it means. */
export function MarkedList({ entries, label }: { readonly entries: readonly MarkedEntry[]; readonly label?: string }) {
  return (
    <ul className={classes['list']} aria-label={label}>
      {entries.map(({ key, mark, tone, text }) => (
        <li key={key}>
          <span className={classes['mark']} data-tone={tone}>
            {mark}
          </span>
          <span>{text}</span>
        </li>
      ))}
    </ul>
  );
}
