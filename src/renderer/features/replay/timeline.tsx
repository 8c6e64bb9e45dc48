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
  const isTall = useViewportSize().height >= 860;
  const rankHeight = !hasRanks && !isLoading ? 0 : isTall ? 124 : 66;
  const height = markTop(rankHeight) + markHeight;
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
        {(rankHeight === 0 ? [] : ticks(k, worst)).map((tick) => (
          <span key={tick} className={classes['tick']} style={{ top: inset + rankY(tick, worst, rankHeight) }}>
            {formatCount(tick)}
          </span>
        ))}
        <span className={classes['tick']} style={{ top: markTop(rankHeight) + markHeight / 2 }}>
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
        {isLoading ? <span className={classes['wait']}>Ranking each step</span> : undefined}
      </div>
      <div className={classes['legend']}>
        {rankHeight === 0 ? undefined : (
          <>
            <span>
              <i className={classes['dot']} data-in /> in the top {k}
            </span>
            <span>
              <i className={classes['dot']} /> below it
            </span>
          </>
        )}
        <span>
          <i className={classes['bar']} data-positive /> positive outcome
        </span>
        <span>
          <i className={classes['bar']} /> other event
        </span>
        {rankHeight === 0 ? undefined : (
          <span className={classes['scale']}>
            rank of the actual next item, logarithmic; steps without a dot have no history or an item outside the catalogue
          </span>
        )}
      </div>
    </div>
  );
}

/** Where the event lane begins under a rank lane of that height; without one it is all there is. */
function markTop(rankHeight: number): number {
  return rankHeight === 0 ? 2 : inset + rankHeight + gap;
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
  const events = markTop(rankHeight);
  const cut = rankY(k, worst, rankHeight);
  const isSparse = steps.length <= 80;
  return (
    <>
      {rankHeight === 0 ? undefined : (
        <g transform={`translate(0 ${inset})`}>
          <line className={classes['grid']} x1={0} x2={width} y1={0} y2={0} />
          <line className={classes['grid']} x1={0} x2={width} y1={rankHeight} y2={rankHeight} />
          <line className={classes['cut']} x1={0} x2={width} y1={cut} y2={cut} />
          {hasRanks ? (
            <>
              <path
                className={classes['below']}
                strokeWidth={isSparse ? 6 : 4}
                d={rankPath(steps, width, rankHeight, worst, (rank) => rank > k)}
              />
              <path
                className={classes['within']}
                strokeWidth={isSparse ? 8 : 5}
                d={rankPath(steps, width, rankHeight, worst, (rank) => rank <= k)}
              />
            </>
          ) : undefined}
        </g>
      )}
      <g transform={`translate(0 ${events})`}>
        <path className={classes['other']} d={markPath(steps, width, 9, markHeight, (step) => !step.positive)} />
        <path className={classes['positive']} d={markPath(steps, width, 1, markHeight, (step) => step.positive)} />
      </g>
    </>
  );
});
