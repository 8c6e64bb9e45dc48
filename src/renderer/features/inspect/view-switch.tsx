import { SegmentedControl } from '@mantine/core';
import { memo } from 'react';
import type { RequestState } from './request-state.ts';

interface ViewSwitchProps {
  readonly view: RequestState['view'];
  readonly disabled: boolean;
  readonly onChange: (view: RequestState['view']) => void;
}

/** One order as a table, or two side by side. Memoised: it measures itself, which a moving slider should not pay for. */
export const ViewSwitch = memo(function ViewSwitch({ view, disabled, onChange }: ViewSwitchProps) {
  return (
    <SegmentedControl
      aria-label="Candidates: view"
      value={view}
      disabled={disabled}
      onChange={(next) => onChange(next === 'compare' ? 'compare' : 'table')}
      data={[
        { value: 'table', label: 'Table' },
        { value: 'compare', label: 'A beside B' },
      ]}
    />
  );
});
