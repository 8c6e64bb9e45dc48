import { Button, Progress } from '@mantine/core';
import { PendingMark } from '../../shell/idle-marker.tsx';
import { formatBytes, formatCounted, formatPercent } from '../../ui/format.ts';
import { Panel } from '../../ui/panel.tsx';
import type { UploadState } from './use-upload.ts';

interface UploadPanelProps {
  readonly state: Extract<UploadState, { readonly type: 'sending' }>;
  readonly onCancel: () => void;
}

export function UploadPanel({ state, onCancel }: UploadPanelProps) {
  const { sentBytes, totalBytes } = state.progress;
  const share = totalBytes === 0 ? 1 : sentBytes / totalBytes;
  return (
    <Panel
      title="Handing the files to the host"
      note={`${formatCounted(state.files.length, 'file')}, ${formatBytes(totalBytes)}; this machine only`}
      actions={
        <Button variant="default" onClick={onCancel}>
          Cancel
        </Button>
      }
    >
      <PendingMark />
      <Progress value={share * 100} color="var(--accent)" size="sm" aria-label="Files handed over" />
      <p className="dim">
        {formatBytes(sentBytes)} of {formatBytes(totalBytes)} ({formatPercent(share, 0)})
      </p>
    </Panel>
  );
}
