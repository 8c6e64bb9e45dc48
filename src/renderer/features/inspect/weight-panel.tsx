import { Button, NumberInput } from '@mantine/core';
import { memo, useMemo, useState } from 'react';
import { weightIntervals } from '../../../core/utility/weight-intervals.ts';
import { formatName } from '../../ui/format.ts';
import { Panel } from '../../ui/panel.tsx';
import { IntervalBand, intervalWords } from './interval-band.tsx';
import type { RankedCandidate } from './rank-candidates.ts';
import classes from './weight-panel.module.css';
import { leastOfSlider, WeightRow } from './weight-row.tsx';

interface WeightPanelProps {
  readonly heads: readonly string[];
  readonly colors: readonly string[];
  readonly weights: readonly number[];
  readonly defaults: readonly number[];
  /** An order and the weights it was made with; both may lag behind a moving slider. */
  readonly order: { readonly rows: readonly RankedCandidate[]; readonly weights: readonly number[] };
  readonly onChange: (head: string, value: number) => void;
  readonly onReset: () => void;
}

const defaultTop = 10;

/** Sliders reach twice the largest weight of the bundle, and further when a larger one was typed. */
function reachOf(weights: readonly number[], defaults: readonly number[]): number {
  return Math.max(2 * Math.max(...defaults.map(Math.abs), 0.5), ...weights.map(Math.abs));
}

/** The weight that has the least room, as a share of its size, and who then passes whom. */
function tightest(
  heads: readonly string[],
  weights: readonly number[],
  intervals: ReturnType<typeof weightIntervals>,
  rows: readonly RankedCandidate[],
): string {
  const rooms = intervals.flatMap(({ low, high, atLow, atHigh }, head) => {
    const weight = weights[head] ?? 0;
    return [
      { head, room: weight - low, pair: atLow },
      { head, room: high - weight, pair: atHigh },
    ].map((end) => ({ ...end, share: end.room / Math.max(Math.abs(weight), 1e-9) }));
  });
  const least = rooms.filter(({ pair }) => pair !== undefined).toSorted((left, right) => left.share - right.share)[0];
  if (least?.pair === undefined) return 'No single weight can change these places.';
  const [upper, lower] = least.pair.map((place) => rows[place]?.candidate.item.title ?? '');
  const { low = 0, high = 0 } = intervals[least.head] ?? {};
  return `Least room: ${formatName(heads[least.head] ?? '')}, kept ${intervalWords(low, high)}; beyond it “${lower}” passes “${upper}”.`;
}

export const WeightPanel = memo(function WeightPanel({ heads, colors, weights, defaults, order, onChange, onReset }: WeightPanelProps) {
  const { rows } = order;
  const [top, setTop] = useState(defaultTop);
  const reach = reachOf(weights, defaults);
  const changed = weights.filter((weight, index) => weight !== defaults[index]).length;
  const intervals = useMemo(
    () =>
      weightIntervals(
        order.rows.map(({ candidate }) => candidate.heads),
        order.weights,
        top,
      ),
    [order, top],
  );
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
        {heads.map((head, index) => {
          const [value, standard] = [weights[index] ?? 0, defaults[index] ?? 0];
          const interval = intervals[index];
          return (
            <div key={head} className={classes['weight']}>
              <WeightRow
                head={head}
                color={colors[index] ?? 'var(--text-dim)'}
                value={value}
                standard={standard}
                reach={reach}
                onChange={onChange}
              />
              {interval === undefined || rows.length < 2 ? undefined : (
                <IntervalBand
                  name={formatName(head)}
                  low={interval.low}
                  high={interval.high}
                  min={leastOfSlider(standard, value, reach)}
                  max={reach}
                  top={Math.min(top, rows.length)}
                />
              )}
            </div>
          );
        })}
      </div>
      <div className={classes['room']}>
        <label>
          Bands: the first
          <NumberInput
            aria-label="Places that the bands keep"
            size="xs"
            w={44}
            hideControls
            min={1}
            max={100}
            allowDecimal={false}
            value={top}
            onChange={(next) => typeof next === 'number' && next >= 1 && setTop(Math.min(100, next))}
          />
          keep their places.
        </label>
        <p>{rows.length < 2 ? '' : tightest(heads, order.weights, intervals, rows)}</p>
      </div>
    </Panel>
  );
});
