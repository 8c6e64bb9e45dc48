import { SegmentedControl } from '@mantine/core';
import { memo } from 'react';
import type { SidePanel } from './request-state.ts';

const labels: readonly { readonly value: SidePanel; readonly label: string }[] = [
  { value: 'rank', label: 'Rank' },
  { value: 'retrieve', label: 'Retrieve' },
  { value: 'why', label: 'Why not' },
  { value: 'findings', label: 'Findings' },
];

/** Which panel stands beside the candidates. Memoised: it measures itself, which a moving slider should not pay for. */
export const SideSwitch = memo(function SideSwitch({
  side,
  onChange,
}: {
  readonly side: SidePanel;
  readonly onChange: (side: SidePanel) => void;
}) {
  return (
    <SegmentedControl
      aria-label="Panel beside the candidates"
      fullWidth
      value={side}
      onChange={(next) => onChange(labels.find(({ value }) => value === next)?.value ?? 'rank')}
      data={labels.map(({ value, label }) => ({ value, label }))}
    />
  );
});
