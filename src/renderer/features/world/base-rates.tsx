import type { LogDescription } from '../../../contract/tuning.ts';
import { formatCount, formatInterval, formatName, formatNumber, formatPercent } from '../../ui/format.ts';
import { Panel } from '../../ui/panel.tsx';
import { overallMean } from './weight-grid.ts';

const decimals = 4;

/** What a request brings on average: over the whole log, and where production was drawn, with its interval. */
export function BaseRates({ log }: { readonly log: LogDescription }) {
  const production = log.arms.find((arm) => arm.name === log.production);
  const level = production?.intervals?.[0]?.level;
  return (
    <Panel title={`Base rates of ${log.log}`} note={`events a request, measured on ${formatCount(log.rows)} rows`} flush>
      <table className="grid">
        <thead>
          <tr>
            <th scope="col">Reward</th>
            <th scope="col" className="number">
              All rows
            </th>
            <th scope="col" className="number">
              Production
            </th>
            <th scope="col" className="number">
              Interval{level === undefined ? '' : `, ${formatPercent(level, 0)}`}
            </th>
          </tr>
        </thead>
        <tbody>
          {log.objectives.map((objective) => {
            const interval = production?.intervals?.find((entry) => entry.objective === objective);
            const format = (value: number | undefined) => (value === undefined ? '\u2013' : formatNumber(value, decimals));
            return (
              <tr key={objective}>
                <td>{formatName(objective)}</td>
                <td className="number">{format(overallMean(log.arms, objective))}</td>
                <td className="number">{format(production?.means[objective])}</td>
                <td className="number dim">
                  {interval === undefined
                    ? 'no interval'
                    : formatInterval(interval.low, interval.high, (value) => formatNumber(value, decimals))}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </Panel>
  );
}
