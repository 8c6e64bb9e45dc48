import { Tabs } from '@mantine/core';
import { Fragment } from 'react';
import type { PreviewFile } from '../../../core/dataset/import-preview.ts';
import { formatBytes, formatName } from '../../ui/format.ts';
import { Panel } from '../../ui/panel.tsx';
import classes from './file-previews.module.css';

/** Each file with the role it plays, and the first rows of the one that is looked at. */
export function FilePreviews({ files }: { readonly files: readonly PreviewFile[] }) {
  // What happened is looked at before what it happened to.
  const first =
    files.find((file) => file.role !== 'ignored' && file.role !== 'items') ?? files.find((file) => file.role !== 'ignored') ?? files[0];
  if (first === undefined) return undefined;
  return (
    <Panel title="Files" note="first rows as they stand in the file" flush>
      <Tabs
        // Another format may take another file for the log.
        key={first.path}
        defaultValue={first.path}
        orientation="vertical"
        classNames={{
          root: classes['tabs'] ?? '',
          list: classes['list'] ?? '',
          tab: classes['tab'] ?? '',
          tabLabel: classes['label'] ?? '',
          panel: classes['panel'] ?? '',
        }}
      >
        <Tabs.List aria-label="Files">
          {files.map((file) => (
            <Tabs.Tab key={file.path} value={file.path} data-ignored={file.role === 'ignored' || undefined}>
              <span className={classes['path']}>{breakable(file.path)}</span>
              <span className={classes['role']}>
                {file.role === 'ignored' ? 'not read' : formatName(file.role)} {'\u00b7'} {formatBytes(file.bytes)}
              </span>
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {files.map((file) => (
          <Tabs.Panel key={file.path} value={file.path} tabIndex={0}>
            <FileRows file={file} />
          </Tabs.Panel>
        ))}
      </Tabs>
    </Panel>
  );
}

/** A long name breaks where its words end. */
function breakable(path: string) {
  return Array.from(path.matchAll(/[^_/]+[_/]*|[_/]+/g), ({ 0: part, index }) => (
    <Fragment key={index}>
      {part}
      <wbr />
    </Fragment>
  ));
}

function FileRows({ file }: { readonly file: PreviewFile }) {
  if (file.rows.length === 0)
    return <p className={classes['none']}>{file.role === 'ignored' ? 'This file plays no part in the import.' : 'No rows.'}</p>;
  const columns = file.columns.map((name, position) => ({ name, position }));
  // The header is line 1 of the file.
  const rows = file.rows.map((cells, position) => ({ cells, line: position + 2 }));
  return (
    <table className="grid">
      <caption className="visually-hidden">First rows of {file.path}</caption>
      <thead>
        <tr>
          {columns.map((column) => (
            <th key={column.position} scope="col" className="data">
              {column.name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.line}>
            {columns.map((column) => (
              <td key={column.position} className={classes['cell']} title={row.cells[column.position]}>
                {row.cells[column.position]}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
