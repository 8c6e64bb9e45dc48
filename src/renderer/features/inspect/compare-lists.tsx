import { memo } from 'react';
import { formatNumber } from '../../ui/format.ts';
import classes from './compare-lists.module.css';
import shared from './inspect-shared.module.css';
import { MoveMark } from './move-mark.tsx';
import type { RankedCandidate } from './rank-candidates.ts';
import type { RankDifference } from './rank-difference.ts';

interface CompareListsProps {
  readonly before: readonly RankedCandidate[];
  readonly after: readonly RankedCandidate[];
  readonly beforeLabel: string;
  readonly difference: RankDifference;
  readonly selected: number | undefined;
  readonly actual: number | undefined;
  readonly onSelect: (item: number) => void;
}

const lineHeight = 26;
const middleWidth = 120;

interface ListProps {
  readonly label: string;
  readonly rows: readonly RankedCandidate[];
  readonly difference?: RankDifference;
  readonly selected: number | undefined;
  readonly actual: number | undefined;
  readonly onSelect: (item: number) => void;
}

function OrderList({ label, rows, difference, selected, actual, onSelect }: ListProps) {
  return (
    <ol className={classes['order']} aria-label={label}>
      {rows.map(({ candidate, rank, utility }) => {
        const { item } = candidate;
        return (
          <li key={item.index} data-selected={item.index === selected || undefined} data-actual={item.index === actual || undefined}>
            <button type="button" onClick={() => onSelect(item.index)} title={item.title}>
              <span className={classes['orderRank']}>{rank}</span>
              <span className="ellipsis">{item.title}</span>
              {difference === undefined ? undefined : <MoveMark move={difference.moves.get(item.index)} />}
              <span className={classes['orderUtility']}>{formatNumber(utility, 3)}</span>
            </button>
          </li>
        );
      })}
    </ol>
  );
}

/** Two orders side by side; a line joins the two places of every item, so crossings are what changed. */
export const CompareLists = memo(function CompareLists({
  before,
  after,
  beforeLabel,
  difference,
  selected,
  actual,
  onSelect,
}: CompareListsProps) {
  const height = Math.max(before.length, after.length) * lineHeight;
  const middle = (rank: number) => (rank - 0.5) * lineHeight;
  return (
    <div className={shared['tableScroll']} tabIndex={0} role="region" aria-label="Two orders side by side">
      <div className={classes['compareHeads']}>
        <h3>A: {beforeLabel}</h3>
        <span />
        <h3>B: current setting</h3>
      </div>
      <div className={classes['compare']}>
        <OrderList label="Order A" rows={before} selected={selected} actual={actual} onSelect={onSelect} />
        <svg width={middleWidth} height={height} aria-hidden="true" focusable="false">
          {[...difference.moves.values()].map((move) => {
            if (move.before === undefined || move.after === undefined) return undefined;
            const tone =
              move.item === selected
                ? 'var(--accent)'
                : move.gain > 0
                  ? 'var(--good)'
                  : move.gain < 0
                    ? 'var(--bad)'
                    : 'var(--line-strong)';
            const from = middle(move.before);
            const to = middle(move.after);
            return (
              <path
                key={move.item}
                d={`M0 ${from}C${middleWidth / 2} ${from} ${middleWidth / 2} ${to} ${middleWidth} ${to}`}
                fill="none"
                stroke={tone}
                strokeWidth={move.item === selected ? 2.5 : 1}
                strokeOpacity={move.item === selected ? 1 : move.gain === 0 ? 0.7 : 0.55}
              />
            );
          })}
        </svg>
        <OrderList label="Order B" rows={after} difference={difference} selected={selected} actual={actual} onSelect={onSelect} />
      </div>
    </div>
  );
});
