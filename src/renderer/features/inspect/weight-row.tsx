import { ActionIcon, NumberInput } from '@mantine/core';
import { IconRestore } from '@tabler/icons-react';
import { memo } from 'react';
import { formatName } from '../../ui/format.ts';
import { RangeInput } from '../../ui/range-input.tsx';
import classes from './weight-row.module.css';
import { HeadSwatch } from './head-swatch.tsx';

interface WeightRowProps {
  readonly head: string;
  readonly color: string;
  readonly value: number;
  readonly standard: number;
  /** Largest size of a weight on the slider. */
  readonly reach: number;
  readonly onChange: (head: string, value: number) => void;
}

/** Left end of a weight's slider: below zero only where a negative weight is in play. */
export function leastOfSlider(standard: number, value: number, reach: number): number {
  return Math.min(standard, value) < 0 ? -reach : 0;
}

/** One head's utility weight: a slider for moving, a field for an exact value, a way back. */
export const WeightRow = memo(function WeightRow({ head, color, value, standard, reach, onChange }: WeightRowProps) {
  const name = formatName(head);
  const changed = value !== standard;
  const low = leastOfSlider(standard, value, reach);
  return (
    <div className={classes['weight']} data-changed={changed || undefined}>
      <span className={classes['weightName']}>
        <HeadSwatch color={color} />
        <span className="ellipsis">{name}</span>
      </span>
      <RangeInput
        aria-label={`Weight of ${name}`}
        min={low}
        max={reach}
        step={reach / 100}
        value={value}
        color={color}
        onChange={(next) => onChange(head, Number(next.toPrecision(4)))}
      />
      <NumberInput
        aria-label={`Weight of ${name}, exact`}
        className={classes['weightField']}
        value={value}
        step={reach / 100}
        hideControls
        decimalScale={4}
        onChange={(next) => {
          if (typeof next === 'number' && Number.isFinite(next)) onChange(head, next);
        }}
      />
      <ActionIcon
        aria-label={`Reset weight of ${name} to ${standard}`}
        size="sm"
        disabled={!changed}
        onClick={() => onChange(head, standard)}
      >
        <IconRestore size={14} stroke={1.7} />
      </ActionIcon>
    </div>
  );
});
