import { useElementSize, useViewportSize } from '@mantine/hooks';
import { memo, type PointerEvent } from 'react';
import { formatCount, formatTime } from '../../ui/format.ts';
import type { PlayedStep } from './replay-step.ts';
import { markPath, rankPath, rankY, stepAt, stepX, worstRank } from './timeline-geometry.ts';
import classes from './timeline.module.css';

const gap = 12;
const markHeight = 20;
const inset = 6;

interface TimelineProps {
  readonly steps: readonly PlayedStep[];
  readonly step: number;
  readonly k: number;
  readonly hasRanks: boolean;
  readonly isLoading: boolean;
  readonly onSeek: (step: number) => void;
}

/** The scrubber: above, where the actual next item ranked at each step; below, what the user did, positive outcomes tall; one playhead through both. */
export function Timeline({ steps, step, k, hasRanks, isLoading, onSeek }: TimelineProps) {
  const { ref, width } = useElementSize<HTMLDivElement>();
  // A tall window reads ranks better; a short one keeps room for what was retrieved.
  const rankHeight = useViewportSize().height >= 860 ? 124 : 66;
  const height = inset + rankHeight + gap + markHeight;
  const current = steps[step];
  const worst = worstRank(steps);
  const seekTo = (event: PointerEvent<HTMLDivElement>) =>
    onSeek(stepAt(event.clientX - event.currentTarget.getBoundingClientRect().left, steps.length, width));
  const x = stepX(step, steps.length, width);
  const rank = current?.rankOfActual;
  const y = rank === undefined ? undefined : inset + rankY(rank, worst, rankHeight);
  return (
    <div className={classes['timeline']}>
      <div className={classes['axis']} aria-hidden>
        {ticks(k, worst).map((tick) => (
          <span key={tick} className={classes['tick']} style={{ top: inset + rankY(tick, worst, rankHeight) }}>
            {formatCount(tick)}
          </span>
        ))}
        <span className={classes['tick']} style={{ top: inset + rankHeight + gap + markHeight / 2 }}>
          Events
        </span>
      </div>
      <div
        ref={ref}
        className={classes['lanes']}
        style={{ height }}
        role="slider"
        tabIndex={0}
        aria-label="Step of the session"
        aria-valuemin={1}
        aria-valuemax={steps.length}
        aria-valuenow={step + 1}
        aria-valuetext={`Step ${step + 1} of ${steps.length}${current === undefined ? '' : `: ${current.event.item.title}`}${rank === undefined ? '' : `, ranked ${formatCount(rank)}`}${current?.at === undefined ? '' : `, ${formatTime(current.at)} UTC`}`}
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId);
          seekTo(event);
        }}
        onPointerMove={(event) => event.currentTarget.hasPointerCapture(event.pointerId) && seekTo(event)}
      >
        {width === 0 ? undefined : (
          <svg width={width} height={height} aria-hidden>
            <Lanes steps={steps} width={width} rankHeight={rankHeight} k={k} worst={worst} hasRanks={hasRanks} />
            <line className={classes['head']} x1={x} x2={x} y1={0} y2={height} />
            {y === undefined ? undefined : <circle className={classes['now']} cx={x} cy={y} r={4.5} />}
          </svg>
        )}
        {hasRanks ? undefined : <span className={classes['wait']}>{isLoading ? 'Ranking each step' : 'No ranks without a bundle'}</span>}
      </div>
      <div className={classes['legend']}>
        <span>
          <i className={classes['dot']} data-in /> in the top {k}
        </span>
        <span>
          <i className={classes['dot']} /> below it
        </span>
        <span>
          <i className={classes['bar']} data-positive /> positive outcome
        </span>
        <span>
          <i className={classes['bar']} /> other event
        </span>
        <span className={classes['scale']}>
          rank of the actual next item, logarithmic; steps without a dot have no history or an item outside the catalogue
        </span>
      </div>
    </div>
  );
}

/** The ends, k, and the powers of ten that stand clear of them. */
function ticks(k: number, worst: number): readonly number[] {
  const powers = [10, 100, 1000, 10_000, 100_000, 1_000_000].filter((power) => power >= k * 8 && power <= worst / 8);
  return [1, k, ...powers, worst];
}

interface LanesProps extends Pick<TimelineProps, 'steps' | 'k' | 'hasRanks'> {
  readonly width: number;
  readonly rankHeight: number;
  readonly worst: number;
}

// Everything that does not move with the playhead is drawn once per session and width.
const Lanes = memo(function Lanes({ steps, width, rankHeight, k, worst, hasRanks }: LanesProps) {
  const events = inset + rankHeight + gap;
  const cut = rankY(k, worst, rankHeight);
  return (
    <>
      <g transform={`translate(0 ${inset})`}>
        <line className={classes['grid']} x1={0} x2={width} y1={0} y2={0} />
        <line className={classes['grid']} x1={0} x2={width} y1={rankHeight} y2={rankHeight} />
        <line className={classes['cut']} x1={0} x2={width} y1={cut} y2={cut} />
        {hasRanks ? (
          <>
            <path className={classes['below']} d={rankPath(steps, width, rankHeight, worst, (rank) => rank > k)} />
            <path className={classes['within']} d={rankPath(steps, width, rankHeight, worst, (rank) => rank <= k)} />
          </>
        ) : undefined}
      </g>
      <g transform={`translate(0 ${events})`}>
        <path className={classes['other']} d={markPath(steps, width, 9, markHeight, (step) => !step.positive)} />
        <path className={classes['positive']} d={markPath(steps, width, 1, markHeight, (step) => step.positive)} />
      </g>
    </>
  );
});
