import { type KeyboardEvent, memo, useMemo } from 'react';
import type { FrontierPoint, SweepResult } from '../../../core/policy/sweep-result.ts';
import { formatName } from '../../ui/format.ts';
import { RangeInput } from '../../ui/range-input.tsx';
import { alphaLabel, alphaOf, pointAt, spanSentence } from './alpha-span.ts';
import { kneeWords } from './status-style.ts';
import classes from './alpha-slider.module.css';

interface AlphaSliderProps {
  readonly result: SweepResult;
  /** Points in the order of the slider: ascending alpha, or as the sweep listed them. */
  readonly order: readonly number[];
  readonly selected: number;
  readonly onSelect: (point: number) => void;
}

/** Breakpoints as one path; x runs over the slider's own track in permille. */
const Ticks = memo(function Ticks({
  breakpoints,
  points,
}: {
  readonly breakpoints: readonly number[];
  readonly points: readonly FrontierPoint[];
}) {
  const lines = breakpoints.map((breakpoint) => `M${breakpoint * 1000} 0V6`).join('');
  const stops = points.map((point) => `M${(alphaOf(point) ?? 0) * 1000} 7V10`).join('');
  return (
    <svg className={classes['ticks']} viewBox="0 0 1000 10" preserveAspectRatio="none" aria-hidden="true" focusable="false">
      <path d={lines} stroke="var(--line-strong)" strokeWidth={1} vectorEffect="non-scaling-stroke" />
      <path d={stops} stroke="var(--accent)" strokeWidth={1} vectorEffect="non-scaling-stroke" />
    </svg>
  );
});

/** Points that a knee rule names, with their rules. */
export function kneesOf(result: SweepResult): ReadonlyMap<number, readonly string[]> {
  const knees = new Map<number, string[]>();
  for (const rule of ['chord', 'ideal', 'tradeoff'] as const) {
    const point = result.knees[rule];
    if (point !== undefined) knees.set(point, [...(knees.get(point) ?? []), kneeWords[rule]]);
  }
  return knees;
}

/** Moves along the frontier. The slider stands only where a point was scored; the arrow keys go from point to point. */
export const AlphaSlider = memo(function AlphaSlider({ result, order, selected, onSelect }: AlphaSliderProps) {
  const point = result.points[selected];
  const isScalar = result.objectives.length === 2;
  const knees = useMemo(() => kneesOf(result), [result]);
  const place = order.indexOf(selected);
  const alpha = point === undefined ? undefined : alphaOf(point);

  function onKeyDown(event: KeyboardEvent): void {
    const steps: Readonly<Record<string, number>> = {
      ArrowRight: place + 1,
      ArrowUp: place + 1,
      ArrowLeft: place - 1,
      ArrowDown: place - 1,
      PageUp: place + 10,
      PageDown: place - 10,
      Home: 0,
      End: order.length - 1,
    };
    const wanted = steps[event.key];
    if (wanted === undefined) return;
    event.preventDefault();
    const next = order[Math.max(0, Math.min(order.length - 1, wanted))];
    if (next !== undefined) onSelect(next);
  }
  function onInput(value: number): void {
    const next = isScalar ? pointAt(value, result.points, result.breakpoints) : order[Math.round(value)];
    if (next !== undefined) onSelect(next);
  }

  return (
    <div className={classes['slider']}>
      <div className={classes['sliderEnds']}>
        <span>
          {isScalar ? '0: ' : ''}
          {formatName(result.objectives[0] ?? '')} alone
        </span>
        <strong>
          alpha {point === undefined ? '' : alphaLabel(point)}
          {[...(knees.get(selected) ?? [])].map((rule) => (
            <span key={rule} className={classes['knee']}>
              knee: {rule}
            </span>
          ))}
        </strong>
        <span>
          {isScalar ? '1: ' : ''}
          {formatName(result.objectives.at(-1) ?? '')} alone
        </span>
      </div>
      <RangeInput
        aria-label="Alpha"
        aria-valuetext={point === undefined ? 'none' : `alpha ${alphaLabel(point)}, point ${place + 1} of ${order.length}`}
        min={0}
        max={isScalar ? 1 : Math.max(0, order.length - 1)}
        step={isScalar ? 0.0001 : 1}
        value={isScalar ? (alpha ?? 0) : Math.max(0, place)}
        onKeyDown={onKeyDown}
        onChange={onInput}
      />
      {isScalar ? <Ticks breakpoints={result.breakpoints} points={result.points} /> : undefined}
      <p className={classes['span']} aria-live="polite">
        {alpha === undefined
          ? 'More than two objectives: the slider goes from point to point.'
          : spanSentence(alpha, result.breakpoints, result.breakpointCount)}
        {isScalar && knees.size > 0 ? (
          <span className={classes['kneeLinks']}>
            Knees:
            {[...knees].map(([index, rules]) => (
              <button key={index} type="button" onClick={() => onSelect(index)}>
                {rules.join(', ')}
              </button>
            ))}
          </span>
        ) : undefined}
      </p>
    </div>
  );
});
