import { Button, Menu } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconDownload, IconLink } from '@tabler/icons-react';
import { memo } from 'react';
import type { InspectResult } from '../../../contract/inspect.ts';
import { fileNameOf } from '../../ui/chart/save-drawing.ts';
import { saveFile } from '../../ui/save-file.ts';
import { candidatesCsv, candidatesJson } from './candidate-export.ts';
import type { RankedCandidate } from './rank-candidates.ts';
import type { RankDifference } from './rank-difference.ts';
import type { RankingSetting } from './ranking-setting.ts';

/** What an export holds, as it stands when the export is asked for. */
export interface RequestSnapshot {
  readonly result: InspectResult;
  readonly weights: readonly number[];
  readonly setting: RankingSetting;
  readonly rows: readonly RankedCandidate[];
  readonly difference: RankDifference | undefined;
}

interface RequestMenuProps {
  /** A function, so that a moving slider does not draw the menu again. */
  readonly snapshot: () => RequestSnapshot | undefined;
}

/** The part of the address that names the screen; a colleague pastes it behind their own console's address. */
function shareLink(): void {
  const link = window.location.hash;
  const shown = () => notifications.show({ title: 'Copy this link', message: link, autoClose: false });
  if (navigator.clipboard === undefined) {
    shown();
    return;
  }
  navigator.clipboard
    .writeText(link)
    .then(() => notifications.show({ message: 'Link copied: paste it behind the address of a console with this dataset and bundle.' }))
    .catch(shown);
}

function save(snapshot: RequestSnapshot | undefined, kind: 'csv' | 'json'): void {
  if (snapshot === undefined) return;
  const { result, weights, setting, rows, difference } = snapshot;
  const name = fileNameOf('inspect', result.dataset, result.user, result.at);
  if (kind === 'csv') saveFile(`${name}.csv`, candidatesCsv(result.heads, rows, difference));
  else saveFile(`${name}.json`, candidatesJson(result, weights, setting, rows), 'application/json');
}

export const RequestMenu = memo(function RequestMenu({ snapshot }: RequestMenuProps) {
  return (
    <>
      <Button variant="default" leftSection={<IconLink size={14} />} onClick={shareLink}>
        Copy link
      </Button>
      <Menu position="bottom-end">
        <Menu.Target>
          <Button variant="default" leftSection={<IconDownload size={14} />}>
            Export
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => save(snapshot(), 'csv')}>Candidates as CSV</Menu.Item>
          <Menu.Item onClick={() => save(snapshot(), 'json')}>Request as JSON</Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </>
  );
});
