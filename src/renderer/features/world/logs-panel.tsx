import type { Dataset } from '../../../contract/datasets.ts';
import { addressOf } from '../../shell/address.ts';
import { hashHref } from '../../shell/hash-location.ts';
import { formatCount, formatName } from '../../ui/format.ts';
import { Panel } from '../../ui/panel.tsx';
import { TableHead } from '../../ui/table-head.tsx';
import classes from './world.module.css';

/** What the logs hold, and the way into each. */
export function LogsPanel({ dataset }: { readonly dataset: Dataset }) {
  return (
    <Panel title="What the logs hold" note="every propensity is known" flush>
      <table className={`grid ${classes['logs'] ?? ''}`}>
        <TableHead
          columns={['Log and its rewards', { number: 'Rows' }, { number: 'With candidates' }, { number: 'Actions' }, { hidden: 'Open' }]}
        />
        <tbody>
          {dataset.logs.map((log) => (
            <tr key={log.name}>
              <td>
                {log.name}
                <span className={classes['interval']}>{log.objectives.map(formatName).join(', ')}</span>
              </td>
              <td className="number">{formatCount(log.rows)}</td>
              <td className="number">{log.name === 'exploration' ? formatCount(dataset.world?.expanded ?? 0) : '\u2013'}</td>
              <td className="number">{formatCount(log.actions)}</td>
              <td>
                <a
                  href={hashHref(addressOf('/tuning', { dataset: dataset.name, view: 'log', log: log.name }))}
                  aria-label={`Open ${log.name} in Tuning`}
                >
                  Open
                </a>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Panel>
  );
}
