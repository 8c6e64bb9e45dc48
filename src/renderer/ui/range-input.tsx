import type { CSSProperties, InputHTMLAttributes } from 'react';
import classes from './range-input.module.css';

interface RangeInputProps extends Omit<InputHTMLAttributes<HTMLInputElement>, 'type' | 'value' | 'min' | 'max' | 'onChange'> {
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly color?: string;
  readonly onChange: (value: number) => void;
}

/** The browser's own slider, with its keys and names, in the console's colours. */
export function RangeInput({ value, min, max, color = 'var(--accent)', onChange, ...rest }: RangeInputProps) {
  const share = max > min ? Math.max(0, Math.min(1, (value - min) / (max - min))) : 0;
  // Custom properties are not part of React's style type.
  const style = { '--tone': color, '--fill': `${share * 100}%` } as CSSProperties;
  return (
    <input
      {...rest}
      type="range"
      className={classes['range']}
      style={style}
      min={min}
      max={max}
      value={value}
      onChange={(event) => onChange(Number(event.currentTarget.value))}
    />
  );
}
