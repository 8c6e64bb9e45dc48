import { NumberInput } from '@mantine/core';
import { usualSeed } from '../data/world-presets.ts';

/** Seeds are 32-bit: the random stream is keyed by one word. */
const largestSeed = 0xffff_ffff;

interface SeedInputProps {
  readonly value: number;
  readonly onChange: (seed: number) => void;
  /** Of a label that stands elsewhere; without one the field carries its own. */
  readonly id?: string;
  readonly width: number;
}

/** A whole number from 0; emptied, it goes back to the usual seed. */
export function SeedInput({ value, onChange, id, width }: SeedInputProps) {
  return (
    <NumberInput
      {...(id === undefined ? { label: 'Seed' } : { id })}
      w={width}
      value={value}
      min={0}
      max={largestSeed}
      clampBehavior="strict"
      allowDecimal={false}
      allowNegative={false}
      hideControls
      onChange={(next) => onChange(typeof next === 'number' ? next : usualSeed)}
    />
  );
}
