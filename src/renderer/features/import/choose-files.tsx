import { Button } from '@mantine/core';
import { IconFile, IconFileImport, IconFolderOpen } from '@tabler/icons-react';
import { useRef } from 'react';
import type { UploadFile } from '../../connection/upload.ts';
import { filesOfPicker } from '../../data/collect-files.ts';
import { Panel } from '../../ui/panel.tsx';
import { TableHead } from '../../ui/table-head.tsx';
import classes from './choose-files.module.css';

/** What the importer reads: shape, what it is recognised by. */
const shapes = [
  ['MovieLens', 'ratings.csv, tags.csv, movies.csv', 'ratings and tags as user sequences'],
  ['KuaiRand', 'log_standard_*, user_history_*, video_features_*', 'sequences with many actions, behind an untimed history'],
  ['Open Bandit', 'random_*, bts_*, *_item_context', 'exploration logs with propensities'],
  ['Hillstrom', 'segment, visit, conversion, spend', 'a randomised log of three arms'],
  ['events', 'user, item, action, ts', 'any user sequences; an items file beside them gives titles'],
  ['slates', 'request_id, user, ts, position, item, outcomes', 'what was shown together and what came of it'],
  ['exploration', 'request_id, user, ts, action, propensity, reward_*', 'any log with known propensities'],
] as const;

/** The first step: drop anywhere, or pick; and what can be read. */
export function ChooseFiles({ onFiles }: { readonly onFiles: (files: readonly UploadFile[]) => void }) {
  const file = useRef<HTMLInputElement>(null);
  const folder = useRef<HTMLInputElement>(null);
  function take(input: HTMLInputElement): void {
    if (input.files !== null && input.files.length > 0) onFiles(filesOfPicker(input.files));
    // The same choice again must count as a change.
    input.value = '';
  }
  return (
    <>
      <div className={classes['drop']}>
        <IconFileImport size={26} stroke={1.4} aria-hidden />
        <h2>Drop files or a folder anywhere on this page</h2>
        <p className="dim">
          CSV, JSON lines or Parquet, plain or compressed (.gz, .zst). The first rows are shown before anything is stored.
        </p>
        <div className={classes['buttons']}>
          <Button leftSection={<IconFolderOpen size={15} />} onClick={() => folder.current?.click()}>
            Choose a folder
          </Button>
          <Button variant="default" leftSection={<IconFile size={15} />} onClick={() => file.current?.click()}>
            Choose files
          </Button>
        </div>
        <input
          ref={file}
          type="file"
          multiple
          hidden
          data-testid="pick-files"
          aria-label="Files to import"
          onChange={(event) => take(event.currentTarget)}
        />
        <input
          ref={folder}
          type="file"
          multiple
          hidden
          data-testid="pick-folder"
          aria-label="Folder to import"
          {...{ webkitdirectory: '' }}
          onChange={(event) => take(event.currentTarget)}
        />
      </div>
      <Panel title="What can be read" note="the format is detected; columns of the last three can be mapped" flush>
        <table className="grid">
          <TableHead columns={['Format', 'Recognised by', 'Becomes']} />
          <tbody>
            {shapes.map(([name, files, becomes]) => (
              <tr key={name}>
                <td>
                  <strong>{name}</strong>
                </td>
                <td className="data">{files}</td>
                <td className="dim">{becomes}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Panel>
    </>
  );
}
