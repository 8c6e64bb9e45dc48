import type { ReactNode } from 'react';
import classes from './scroll-table.module.css';
import { type ColumnTitle, TableHead } from './table-head.tsx';

interface ScrollTableProps {
  /** Names the region that scrolls, and the table in it where it has no caption: `Table of datasets`. */
  readonly label: string;
  readonly caption?: string;
  readonly columns: readonly ColumnTitle[];
  readonly className?: string | undefined;
  /** The rows; the one with `data-current` is marked. */
  readonly children: ReactNode;
}

/** A table in a box of its own that scrolls where it is too wide or too long, by the keyboard too. */
export function ScrollTable({ label, caption, columns, className, children }: ScrollTableProps) {
  return (
    <div className={[classes['scroll'], className ?? ''].join(' ')} tabIndex={0} role="region" aria-label={label}>
      <table className="grid">
        {caption === undefined ? undefined : <caption className="visually-hidden">{caption}</caption>}
        <TableHead columns={columns} />
        <tbody>{children}</tbody>
      </table>
    </div>
  );
}
