import { Button } from '@mantine/core';
import { IconArrowRight, IconDownload } from '@tabler/icons-react';
import type { ImportResult } from '../../../contract/imports.ts';
import { addressOf } from '../../shell/address.ts';
import { hashHref } from '../../shell/hash-location.ts';
import { toCsv } from '../../ui/csv.ts';
import { Figures } from '../../ui/figures.tsx';
import { formatCount, formatCounted, formatNumber } from '../../ui/format.ts';
import { Panel } from '../../ui/panel.tsx';
import { saveFile } from '../../ui/save-file.ts';
import { TableHead } from '../../ui/table-head.tsx';
import classes from './import-summary.module.css';

/** What was read, kept, dropped and why. */
export function ImportSummary({ result }: { readonly result: ImportResult }) {
  const { rows } = result;
  const hasLogs = result.requests > 0 || result.logs.length > 0;
  return (
    <>
      <Panel
        title={`${result.dataset} is loaded`}
        note={`${result.format}, in ${formatNumber(result.seconds, 1)} s`}
        actions={
          <Button
            component="a"
            href={hashHref(addressOf(result.sessions > 0 ? '/replay' : '/tuning', { dataset: result.dataset }))}
            rightSection={<IconArrowRight size={14} />}
          >
            Open dataset
          </Button>
        }
      >
        <Figures
          figures={[
            { label: 'Rows read', value: formatCount(rows.read) },
            { label: 'Imported', value: formatCount(rows.imported) },
            { label: 'Duplicate, dropped', value: formatCount(rows.duplicate) },
            { label: 'Rejected', value: formatCount(rows.rejected), tone: rows.rejected > 0 ? 'warn' : undefined },
            { label: 'Identical, kept', value: formatCount(rows.identical) },
          ]}
        />
        <hr className={classes['rule']} />
        <Figures
          figures={[
            { label: 'Users', value: formatCount(result.users) },
            { label: 'Items', value: formatCount(result.items) },
            { label: 'Sessions', value: formatCount(result.sessions) },
            { label: 'Events', value: formatCount(result.events) },
            ...(result.untimedEvents > 0 ? [{ label: 'of them untimed', value: formatCount(result.untimedEvents) }] : []),
            ...(hasLogs ? [{ label: 'Requests', value: formatCount(result.requests) }] : []),
          ]}
        />
      </Panel>
      <div className={classes['columns']}>
        <Panel title="Files and logs" flush>
          <table className="grid">
            <TableHead columns={['Name', 'Kind', { number: 'Rows' }]} />
            <tbody>
              {result.files.map((file) => (
                <tr key={`file ${file.path}`}>
                  <td>{file.path}</td>
                  <td className="dim">file</td>
                  <td className="number">{formatCount(file.rows)}</td>
                </tr>
              ))}
              {result.logs.map((log) => (
                <tr key={`log ${log.name}`}>
                  <td>{log.name}</td>
                  <td className="dim">{log.kind} log</td>
                  <td className="number">{formatCount(log.rows)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </Panel>
        <Panel title="Remarks" note={`hash ${result.hash.slice(0, 12)}`}>
          {result.notes.length === 0 ? (
            <p className="dim">None.</p>
          ) : (
            <ul className={classes['notes']}>
              {result.notes.map((note) => (
                <li key={note}>{note}</li>
              ))}
            </ul>
          )}
        </Panel>
      </div>
      {rows.rejected === 0 ? undefined : <Rejects result={result} />}
    </>
  );
}

function Rejects({ result }: { readonly result: ImportResult }) {
  const shown = result.rejects.length;
  return (
    <Panel
      title="Rejected rows"
      note={
        shown < result.rows.rejected
          ? `the first ${formatCounted(shown, 'row')} of ${formatCount(result.rows.rejected)}`
          : formatCounted(shown, 'row')
      }
      flush
      actions={
        <Button
          variant="subtle"
          leftSection={<IconDownload size={14} />}
          onClick={() =>
            saveFile(
              `${result.dataset}-rejected.csv`,
              toCsv(
                ['file', 'line', 'code', 'message'],
                result.rejects.map((row) => [row.file, row.line, row.code, row.message]),
              ),
            )
          }
        >
          CSV
        </Button>
      }
    >
      <table className="grid">
        <TableHead columns={['File and line', 'Code', 'Reason']} />
        <tbody>
          {result.rejects.map((row) => (
            <tr key={`${row.file}:${row.line}:${row.code}`}>
              <td className="data">
                {row.file}:{row.line}
              </td>
              <td className="data">{row.code}</td>
              <td>{row.message}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Panel>
  );
}
