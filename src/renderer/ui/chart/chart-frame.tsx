import { ActionIcon, Menu, SegmentedControl } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconDownload } from '@tabler/icons-react';
import { type ReactNode, useRef, useState } from 'react';
import { type CsvValue, toCsv } from '../csv.ts';
import { Panel } from '../panel.tsx';
import { saveFile } from '../save-file.ts';
import classes from './chart.module.css';
import { PlainTable } from './plain-table.tsx';
import { saveDrawing } from './save-drawing.ts';

/** The numbers behind a chart: shown in its place for a reader who wants them, and exported as CSV. */
export interface ChartTable {
  readonly header: readonly string[];
  readonly rows: readonly (readonly CsvValue[])[];
}

interface ChartFrameProps {
  readonly title: string;
  /** What scored the numbers, level, estimator. */
  readonly note?: ReactNode;
  /** A sentence for a reader who does not see the drawing. */
  readonly summary: string;
  /** Start of the exported files' names. */
  readonly fileName: string;
  /** Built only when it is asked for. */
  readonly table: () => ChartTable;
  /** Shown in place of the plain table when the screen has a better one. */
  readonly tableView?: ReactNode;
  readonly aside?: ReactNode;
  /** Further items of the export menu. */
  readonly menu?: ReactNode;
  readonly className?: string | undefined;
  readonly children: ReactNode;
}

/** A figure: the drawing, the table that says the same, and both as files. */
export function ChartFrame({ title, note, summary, fileName, table, tableView, aside, menu, className, children }: ChartFrameProps) {
  const [view, setView] = useState<'chart' | 'table'>('chart');
  const plot = useRef<HTMLDivElement>(null);

  function save(kind: 'svg' | 'png'): void {
    if (plot.current === null) return;
    saveDrawing(plot.current, title, fileName, kind).catch((error: unknown) =>
      notifications.show({
        color: 'red',
        title: 'The chart was not exported',
        message: error instanceof Error ? error.message : String(error),
      }),
    );
  }
  function saveTable(): void {
    const { header, rows } = table();
    saveFile(`${fileName}.csv`, toCsv(header, rows));
  }

  const actions = (
    <>
      {aside}
      <SegmentedControl
        aria-label={`${title}: view`}
        value={view}
        onChange={(value) => setView(value === 'table' ? 'table' : 'chart')}
        data={[
          { value: 'chart', label: 'Chart' },
          { value: 'table', label: 'Table' },
        ]}
      />
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon aria-label={`Export: ${title}`}>
            <IconDownload size={15} stroke={1.7} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={saveTable}>Table as CSV</Menu.Item>
          <Menu.Item onClick={() => save('svg')} disabled={view === 'table'}>
            Chart as SVG
          </Menu.Item>
          <Menu.Item onClick={() => save('png')} disabled={view === 'table'}>
            Chart as PNG
          </Menu.Item>
          {menu}
        </Menu.Dropdown>
      </Menu>
    </>
  );
  return (
    <Panel title={title} note={note} actions={actions} fill flush className={className}>
      {view === 'chart' ? (
        <div className={classes['plot']} ref={plot} role="group" aria-label={summary}>
          {children}
        </div>
      ) : (
        (tableView ?? <PlainTable {...table()} label={title} />)
      )}
    </Panel>
  );
}
