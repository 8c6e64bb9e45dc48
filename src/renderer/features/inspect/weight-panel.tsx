import { Button } from '@mantine/core';
import { memo } from 'react';
import { Panel } from '../../ui/panel.tsx';
import classes from './weight-panel.module.css';
import { WeightRow } from './weight-row.tsx';

interface WeightPanelProps {
  readonly heads: readonly string[];
  readonly colors: readonly string[];
  readonly weights: readonly number[];
  readonly defaults: readonly number[];
  readonly onChange: (head: string, value: number) => void;
  readonly onReset: () => void;
}

/** Sliders reach twice the largest weight of the bundle, and further when a larger one was typed. */
function reachOf(weights: readonly number[], defaults: readonly number[]): number {
  return Math.max(2 * Math.max(...defaults.map(Math.abs), 0.5), ...weights.map(Math.abs));
}

export const WeightPanel = memo(function WeightPanel({ heads, colors, weights, defaults, onChange, onReset }: WeightPanelProps) {
  const reach = reachOf(weights, defaults);
  const changed = weights.filter((weight, index) => weight !== defaults[index]).length;
  return (
    <Panel
      title="Utility weights"
      note={changed === 0 ? 'as in the bundle' : `${changed} changed`}
      actions={
        <Button variant="subtle" size="compact-xs" disabled={changed === 0} onClick={onReset}>
          Reset all
        </Button>
      }
    >
      <div className={classes['weights']}>
        {heads.map((head, index) => (
          <WeightRow
            key={head}
            head={head}
            color={colors[index] ?? 'var(--text-dim)'}
            value={weights[index] ?? 0}
            standard={defaults[index] ?? 0}
            reach={reach}
            onChange={onChange}
          />
        ))}
      </div>
    </Panel>
  );
});
