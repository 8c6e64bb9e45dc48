import { type KeyboardEvent, memo, useMemo, useState } from 'react';
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

interface TicksProps {
  readonly result: SweepResult;
  /** Ends of the shown stretch of alpha. */
  readonly low: number;
  readonly high: number;
}

/** Breakpoints as one path, and where no objective degrades; x runs over the slider's own track in permille. */
const Ticks = memo(function Ticks({ result, low, high }: TicksProps) {
  const at = (alpha: number) => ((alpha - low) / (high - low)) * 1000;
  const lines = result.breakpoints.map((breakpoint) => `M${at(breakpoint)} 0V6`).join('');
  const shown = result.points.some(({ status }) => status !== 'refused');
  const stops = result.points.map((point) => `M${at(alphaOf(point) ?? 0)} 7V10`).join('');
  return (
    <svg className={classes['ticks']} viewBox="0 0 1000 10" preserveAspectRatio="none" aria-hidden="true" focusable="false">
      {(shown ? result.nonDegrading : undefined)?.map((span) => (
        <rect key={span.low} x={at(span.low)} y={0} width={Math.max(2, at(span.high) - at(span.low))} height={10} fill="var(--good-soft)" />
      ))}
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

/** The stretch of alpha around everything that is nowhere below production, with room beside it; undefined where that is nothing or all. */
function gainSpan({ nonDegrading, points }: SweepResult) {
  if (points.every(({ status }) => status === 'refused')) return undefined;
  const first = nonDegrading?.[0];
  const last = nonDegrading?.at(-1);
  if (first === undefined || last === undefined || last.high - first.low > 0.6) return undefined;
  const room = Math.max(0.01, (last.high - first.low) * 0.25);
  return { low: Math.max(0, first.low - room), high: Math.min(1, last.high + room), exact: { low: first.low, high: last.high } };
}

const methodWords = {
  linear: 'A weighted sum chooses.',
  chebyshev: 'The smallest largest distance to the best of each objective chooses: reaches compromises that no weighted sum does.',
  epsilon: 'One objective is made large while the others stay at production, as far as is predicted.',
} as const;

function methodSentence(point: FrontierPoint | undefined): string {
  return methodWords[point?.method ?? 'linear'];
}

/** How many other points make the very same choices, by the log's own counts. */
function alikeSentence({ points }: SweepResult, selected: number): string {
  const own = points[selected];
  if (own === undefined || own.status === 'refused') return '';
  const alike = points.filter(({ hits, shares }) => hits === own.hits && shares.every((share, action) => share === own.shares[action]));
  return alike.length < 2 ? '' : ` ${alike.length} of ${points.length} points choose alike.`;
}

/** Moves along the frontier. The slider stands only where a point was scored; the arrow keys go from point to point. */
export const AlphaSlider = memo(function AlphaSlider({ result, order, selected, onSelect }: AlphaSliderProps) {
  const point = result.points[selected];
  const isScalar = result.objectives.length === 2;
  const knees = useMemo(() => kneesOf(result), [result]);
  const [zoomed, setZoomed] = useState(false);
  const gains = isScalar ? gainSpan(result) : undefined;
  const [low, high] = zoomed && gains !== undefined ? [gains.low, gains.high] : [0, 1];
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
          {isScalar ? `${formatName(result.objectives[0] ?? '')} alone` : `most ${formatName(result.objectives[0] ?? '')}`}
        </span>
        <strong>
          alpha {point === undefined ? '' : alphaLabel(point)}
          {knees.has(selected) ? <span className={classes['knee']}>knee: {knees.get(selected)?.join(', ')}</span> : undefined}
        </strong>
        <span>
          {isScalar ? '1: ' : ''}
          {isScalar ? `${formatName(result.objectives.at(-1) ?? '')} alone` : `least ${formatName(result.objectives[0] ?? '')}`}
        </span>
      </div>
      <RangeInput
        aria-label="Alpha"
        aria-valuetext={point === undefined ? 'none' : `alpha ${alphaLabel(point)}, point ${place + 1} of ${order.length}`}
        min={isScalar ? low : 0}
        max={isScalar ? high : Math.max(0, order.length - 1)}
        step={isScalar ? (high - low) / 10_000 : 1}
        value={isScalar ? (alpha ?? 0) : Math.max(0, place)}
        onKeyDown={onKeyDown}
        onChange={onInput}
      />
      {isScalar ? <Ticks result={result} low={low} high={high} /> : undefined}
      <p className={classes['span']} data-many={!isScalar || undefined} aria-live="polite">
        {alpha === undefined
          ? `${methodSentence(point)}${alikeSentence(result, selected)} The slider goes from point to point; ${result.objectives.length === 3 ? 'the triangle and the lines pick one too' : 'a click on a line picks one too'}.`
          : spanSentence(alpha, result.breakpoints, result.breakpointCount)}
        {gains === undefined ? undefined : (
          <span className={classes['kneeLinks']}>
            <button type="button" aria-pressed={zoomed} onClick={() => setZoomed(!zoomed)}>
              {zoomed
                ? 'Show all of alpha'
                : `Zoom to where no objective falls below production (${gains.exact.low.toFixed(3)} to ${gains.exact.high.toFixed(3)})`}
            </button>
          </span>
        )}
        {knees.size > 0 ? (
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
