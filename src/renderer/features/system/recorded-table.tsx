import type { RecordedFigures } from '../../../core/bundle/recorded-figures.ts';
import { formatCounted, formatDay, formatInterval, formatNumber } from '../../ui/format.ts';
import { TableHead } from '../../ui/table-head.tsx';
import classes from './system-screen.module.css';

/** Figures that a bundle brings along, with the day and the data they were measured on: nothing here is measured now. */
export function RecordedTable({ figures }: { readonly figures: RecordedFigures }) {
  const { title, date, data, how, rows } = figures;
  const asked = rows.filter(({ holds }) => holds !== undefined);
  const held = asked.filter(({ holds }) => holds === true).length;
  return (
    <details className={classes['record']}>
      <summary>
        {title}, recorded on {formatDay(date)} for data {data.hash.slice(0, 12)}
        {asked.length === 0 ? '' : `: ${held} of ${formatCounted(asked.length, 'bound')} ${held === 1 ? 'holds' : 'hold'}`}
      </summary>
      <p>
        {how} Measured on {data.name} when the bundle was made, not checked now.
      </p>
      <table className="grid">
        <TableHead columns={['What', { number: 'Value' }, { number: '95% interval' }, 'Bound', 'Holds']} />
        <tbody>
          {rows.map(({ what, value, low, high, asked, holds }) => (
            <tr key={what}>
              <td>{what}</td>
              <td className="number">{formatNumber(value)}</td>
              <td className="number">
                {low === undefined ? '' : high === undefined ? `from ${formatNumber(low)}` : formatInterval(low, high)}
              </td>
              <td>{asked ?? ''}</td>
              <td>{holds === undefined ? '' : holds ? 'yes' : 'no'}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}
