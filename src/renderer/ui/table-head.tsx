import type { ReactNode } from 'react';

/** Words alone are a column of words; a column of numbers stands to the right; one of controls or drawings tells its name to screen readers only. */
export type ColumnTitle =
  | string
  | { readonly text: ReactNode; readonly title: string }
  | { readonly number: ReactNode; readonly title?: string }
  | { readonly hidden: string };

/** The titles over a table, in the order of its cells. */
export function TableHead({ columns }: { readonly columns: readonly ColumnTitle[] }) {
  return (
    <thead>
      <tr>{columns.map((column, place) => heading(column, place))}</tr>
    </thead>
  );
}

/** Titles never change places, so the place is the key. */
function heading(column: ColumnTitle, place: number) {
  if (typeof column === 'string') {
    return (
      <th key={place} scope="col">
        {column}
      </th>
    );
  }
  if ('hidden' in column) {
    return (
      <th key={place} scope="col">
        <span className="visually-hidden">{column.hidden}</span>
      </th>
    );
  }
  const isNumber = 'number' in column;
  return (
    <th key={place} scope="col" className={isNumber ? 'number' : undefined} title={column.title}>
      {isNumber ? column.number : column.text}
    </th>
  );
}
