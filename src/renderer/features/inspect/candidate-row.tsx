import { memo } from 'react';
import type { Candidate } from '../../../contract/inspect.ts';
import { formatNumber, formatSignificant } from '../../ui/format.ts';
import { pictureOf } from '../../ui/item-picture.tsx';
import { ItemSwatch } from '../../ui/item-swatch.tsx';
import { ContributionBar, type ContributionScale } from './contribution-bar.tsx';
import classes from './candidate-row.module.css';
import type { RankedCandidate } from './rank-candidates.ts';
import type { RankMove } from './rank-difference.ts';
import { MoveMark } from './move-mark.tsx';

/** Pixels; the same in the stylesheet, because rows outside the view are not drawn but counted. */
export const rowHeight = 30;

interface CandidateRowProps {
  readonly id: string;
  readonly row: RankedCandidate;
  readonly heads: readonly string[];
  readonly colors: readonly string[];
  /** Largest value of each head among the candidates: the bars of a column share it. */
  readonly headMost: readonly number[];
  readonly sourceColor: string | undefined;
  readonly scale: ContributionScale;
  readonly barWidth: number;
  readonly move: RankMove | undefined;
  readonly comparing: boolean;
  readonly selected: boolean;
  readonly actual: boolean;
  readonly onSelect: (item: number) => void;
  readonly onMount: (item: number, element: HTMLTableRowElement | null) => void;
}

interface FixedCellsProps {
  readonly candidate: Candidate;
  readonly heads: readonly string[];
  readonly colors: readonly string[];
  readonly headMost: readonly number[];
  readonly sourceColor: string | undefined;
}

/** A smaller probability has more digits than its column has room for; they stand in the cell's title. */
const least = 0.001;

/** What weights do not change: drawn once per candidate, however far the row moves. */
const FixedCells = memo(function FixedCells({ candidate, heads, colors, headMost, sourceColor }: FixedCellsProps) {
  return (
    <>
      {candidate.heads.map((value, head) => (
        <td key={heads[head]} className={classes['head']} title={value > 0 && value < least ? formatSignificant(value, 3) : undefined}>
          <span className={classes['headValue']}>{value > 0 && value < least ? `<${least}` : formatSignificant(value, 2)}</span>
          <span
            className={classes['headBar']}
            style={{ width: `${Math.max(0, (value / (headMost[head] || 1)) * 100)}%`, background: colors[head] }}
          />
        </td>
      ))}
      <td className="number">{formatNumber(candidate.retrievalScore, 2)}</td>
      <td className="ellipsis dim" title={candidate.source}>
        <span className={classes['source']} style={{ background: sourceColor }} aria-hidden="true" />
        {candidate.source}
      </td>
    </>
  );
});

export const CandidateRow = memo(function CandidateRow(props: CandidateRowProps) {
  const { id, row, heads, colors, headMost, sourceColor, scale, barWidth, move, comparing, selected, actual, onSelect, onMount } = props;
  const { candidate, contributions, utility, rank } = row;
  const { item } = candidate;
  return (
    <tr
      id={id}
      ref={(element) => {
        onMount(item.index, element);
        return () => onMount(item.index, null);
      }}
      className={classes['row']}
      aria-rowindex={rank + 1}
      aria-selected={selected}
      data-actual={actual || undefined}
      onClick={() => onSelect(item.index)}
    >
      <td className="number">{rank}</td>
      {comparing ? (
        <td className={classes['move']}>
          <MoveMark move={move} />
        </td>
      ) : undefined}
      <td className={classes['title']} title={item.topics.length === 0 ? item.title : `${item.title} (${item.topics.join(', ')})`}>
        {actual ? <span className={classes['actualTag']}>actual</span> : undefined}
        {pictureOf(item) === undefined ? undefined : <ItemSwatch item={item} size="row" />}
        {item.title}
        <span className={classes['topics']}>{item.topics.slice(0, 3).join(', ')}</span>
      </td>
      <td className={`number ${classes['utility']}`}>{formatNumber(utility, 4)}</td>
      <td>
        <ContributionBar heads={heads} contributions={contributions} colors={colors} scale={scale} width={barWidth} />
      </td>
      <FixedCells candidate={candidate} heads={heads} colors={colors} headMost={headMost} sourceColor={sourceColor} />
    </tr>
  );
});
