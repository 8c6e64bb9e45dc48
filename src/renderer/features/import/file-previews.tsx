import { Tabs } from '@mantine/core';
import type { FilePreview } from '../../../contract/imports.ts';
import { formatBytes, formatName } from '../../ui/format.ts';
import { Panel } from '../../ui/panel.tsx';
import classes from './file-previews.module.css';

/** Each file with the role it plays, and the first rows of the one that is looked at. */
export function FilePreviews({ files }: { readonly files: readonly FilePreview[] }) {
  const first = files.find((file) => file.role !== 'ignored') ?? files[0];
  if (first === undefined) return undefined;
  return (
    <Panel title="Files" note="first rows as they stand in the file" flush>
      <Tabs
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
              <span className={classes['path']}>{file.path}</span>
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

function FileRows({ file }: { readonly file: FilePreview }) {
  if (file.rows.length === 0)
    return <p className={classes['none']}>{file.role === 'ignored' ? 'This file plays no part in the import.' : 'No rows.'}</p>;
  return (
    <table className="grid">
      <caption className="visually-hidden">First rows of {file.path}</caption>
      <thead>
        <tr>
          {file.columns.map((column, index) => (
            <th key={`${index} ${column}`} scope="col" className="data">
              {column}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {file.rows.map((row, rowIndex) => (
          // Rows of a file have no identity of their own; their order never changes here.
          <tr key={rowIndex}>
            {file.columns.map((column, index) => (
              <td key={`${index} ${column}`} className={classes['cell']} title={row[index]}>
                {row[index]}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
