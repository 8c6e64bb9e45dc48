import { memo } from 'react';
import { formatSignificant } from '../../ui/format.ts';
import classes from './interval-band.module.css';

interface IntervalBandProps {
  readonly name: string;
  /** Where the first places stay as they are; infinite where nothing ever crosses. */
  readonly low: number;
  readonly high: number;
  /** Ends of the slider above. */
  readonly min: number;
  readonly max: number;
  readonly top: number;
}

/** `from 0.42 to 1.3`, `from 0.42 up`, `anywhere`. */
export function intervalWords(low: number, high: number): string {
  if (!Number.isFinite(low) && !Number.isFinite(high)) return 'anywhere';
  if (!Number.isFinite(high)) return `from ${formatSignificant(low, 3)} up`;
  if (!Number.isFinite(low)) return `up to ${formatSignificant(high, 3)}`;
  return `from ${formatSignificant(low, 3)} to ${formatSignificant(high, 3)}`;
}

/** Drawn under a weight's slider: how far it can move before the first places change. Apart from the slider, which a moving neighbour need not draw again. */
export const IntervalBand = memo(function IntervalBand({ name, low, high, min, max, top }: IntervalBandProps) {
  const share = (value: number) => (max > min ? Math.max(0, Math.min(1, (value - min) / (max - min))) : 0);
  const [from, to] = [share(low), share(high)];
  return (
    <span className={classes['band']} title={`The first ${top} keep their places with ${name} ${intervalWords(low, high)}.`}>
      <span
        style={{ left: `${from * 100}%`, width: `max(2px, ${(to - from) * 100}%)` }}
        data-open-low={low < min || undefined}
        data-open-high={high > max || undefined}
      />
      <span className="visually-hidden">
        The first {top} keep their places with {name} {intervalWords(low, high)}.
      </span>
    </span>
  );
});
