import type { CsvValue } from '../csv.ts';
import { formatSignificant } from '../format.ts';
import classes from './chart.module.css';

interface PlainTableProps {
  readonly label: string;
  readonly header: readonly string[];
  readonly rows: readonly (readonly CsvValue[])[];
}

function shown(value: CsvValue): string {
  if (typeof value !== 'number') return String(value ?? '');
  return Number.isInteger(value) ? value.toLocaleString('en-US') : formatSignificant(value, 5);
}

/** The numbers of a chart as a table that the keyboard can scroll. */
export function PlainTable({ label, header, rows }: PlainTableProps) {
  return (
    <div className={classes['scroll']} tabIndex={0} role="region" aria-label={`${label}, table`}>
      <table className="grid">
        <thead>
          <tr>
            {header.map((name, column) => (
              <th key={name} scope="col" className={typeof rows[0]?.[column] === 'number' ? 'number' : undefined}>
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.join('\u0000')}>
              {row.map((value, column) => (
                <td key={header[column] ?? column} className={typeof value === 'number' ? 'number' : undefined}>
                  {shown(value)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
